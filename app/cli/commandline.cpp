#include "commandline.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// A credential file holds one line; 64 KiB is far above any token.
constexpr qint64 kCredentialFileBytes = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("botline::CommandLine", text);
}

std::optional<QByteArray> readCredentialFile(const QString &path, QString *why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *why = tr("The file %1 cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    return file.read(kCredentialFileBytes);
}

struct Options
{
    QCommandLineOption help{{u"h"_s, u"help"_s}, tr("Show this help and exit.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, tr("Show the version and exit.")};
    QCommandLineOption practice{u"practice"_s, tr("Talk to the built-in practice bot.")};
    QCommandLineOption serviceUrl{
        u"service-url"_s, tr("The Direct Line service, default the public cloud."), u"URL"_s};
    QCommandLineOption secretFile{
        u"secret-file"_s, tr("Read the Direct Line secret from this file (or set BOTLINE_SECRET)."),
        u"FILE"_s};
    QCommandLineOption tokenFile{
        u"token-file"_s, tr("Read the token from this file (or set BOTLINE_TOKEN)."), u"FILE"_s};
    QCommandLineOption tokenUrl{u"token-url"_s, tr("Fetch a token from this address."), u"URL"_s};
    QCommandLineOption userId{u"user-id"_s, tr("The user's id, default a random one."), u"ID"_s};
    QCommandLineOption userName{u"user-name"_s, tr("The user's name as the bot sees it."),
                                u"NAME"_s};
    QCommandLineOption locale{u"locale"_s, tr("The user's language, such as pl-PL."), u"TAG"_s};
    QCommandLineOption conversation{u"conversation"_s, tr("Resume this conversation."), u"ID"_s};
    QCommandLineOption uploadLimit{
        u"upload-limit"_s, tr("Largest upload in bytes, for services that take more."), u"BYTES"_s};
    QCommandLineOption scenario{u"scenario"_s, tr("Run the commands in this file."), u"FILE"_s};
    QCommandLineOption keepIn{
        u"keep-in"_s, tr("Keep conversations in this folder, default the user's data folder."),
        u"FOLDER"_s};
    QCommandLineOption practiceServe{u"practice-serve"_s, tr("The same as the command serve.")};
    QCommandLineOption port{u"port"_s, tr("The port for serve, default any free one."), u"PORT"_s};

    void addTo(QCommandLineParser &parser) const
    {
        parser.addOptions({help, version, practice, serviceUrl, secretFile, tokenFile, tokenUrl,
                           userId, userName, locale, conversation, uploadLimit, scenario, keepIn,
                           practiceServe, port});
    }
};

bool isCommand(const QString &word)
{
    return word == "serve"_L1 || word == "print"_L1;
}

void describeCommands(QCommandLineParser &parser)
{
    parser.addPositionalArgument(
        u"serve"_s, tr("Serve the practice bot to other clients, without a window."), u"[serve"_s);
    parser.addPositionalArgument(u"print"_s, tr("Print a saved conversation as text."),
                                 u"| print FILE.transcript]"_s);
}

// Whom to talk to. nullopt without `why`: the options do not say, the dialog asks.
std::optional<ConnectionProfile> readProfile(
    const QCommandLineParser &parser, const Options &options,
    const std::function<QString(const char *)> &environment, QString *why)
{
    ConnectionProfile profile;
    profile.userId = parser.value(options.userId).trimmed();
    profile.userName = parser.value(options.userName).trimmed();
    profile.locale = parser.value(options.locale).trimmed();
    profile.conversationId = parser.value(options.conversation).trimmed();
    if (parser.isSet(options.serviceUrl)) {
        const auto url = directline::ServiceUrl::parse(parser.value(options.serviceUrl), why);
        if (!url)
            return std::nullopt;
        profile.serviceUrl = *url;
    }

    const bool practice = parser.isSet(options.practice);
    const bool secretFile = parser.isSet(options.secretFile);
    const bool tokenFile = parser.isSet(options.tokenFile);
    const bool tokenUrl = parser.isSet(options.tokenUrl);
    if (practice + secretFile + tokenFile + tokenUrl > 1) {
        *why = tr("Give only one of --practice, --secret-file, --token-file and --token-url.");
        return std::nullopt;
    }
    if (practice) {
        profile.kind = CredentialKind::Practice;
        return profile;
    }
    if (tokenUrl) {
        profile.kind = CredentialKind::TokenUrl;
        profile.tokenUrl = QUrl(parser.value(options.tokenUrl).trimmed(), QUrl::StrictMode);
        const bool secure = profile.tokenUrl.scheme() == "https"_L1
            || (profile.tokenUrl.scheme() == "http"_L1
                && directline::isLoopbackHost(profile.tokenUrl.host()));
        if (!profile.tokenUrl.isValid() || profile.tokenUrl.host().isEmpty() || !secure) {
            *why = tr("The token URL must be a complete https address, such as "
                      "https://example.org/token.");
            return std::nullopt;
        }
        return profile;
    }

    QByteArray credential;
    if (secretFile || tokenFile) {
        profile.kind = secretFile ? CredentialKind::Secret : CredentialKind::Token;
        const auto bytes = readCredentialFile(
            parser.value(secretFile ? options.secretFile : options.tokenFile), why);
        if (!bytes)
            return std::nullopt;
        credential = *bytes;
    } else if (const QString secret = environment("BOTLINE_SECRET"); !secret.isEmpty()) {
        profile.kind = CredentialKind::Secret;
        credential = secret.toUtf8();
    } else if (const QString token = environment("BOTLINE_TOKEN"); !token.isEmpty()) {
        profile.kind = CredentialKind::Token;
        credential = token.toUtf8();
    } else {
        return std::nullopt;
    }
    const auto bearer = directline::Bearer::parse(credential, why);
    if (!bearer)
        return std::nullopt;
    profile.credential = *bearer;
    return profile;
}

// A whole number within the range, or nullopt and `why`.
std::optional<qint64> readNumber(const QCommandLineParser &parser, const QCommandLineOption &option,
                                 qint64 least, qint64 most, QString *why)
{
    bool ok = false;
    const qint64 value = parser.value(option).toLongLong(&ok);
    if (ok && value >= least && value <= most)
        return value;
    *why = tr("--%1 needs a whole number from %2 to %3.")
               .arg(option.names().constLast())
               .arg(least)
               .arg(most);
    return std::nullopt;
}

// Ports and limits of whoever serves. False: `why`.
bool readServing(const QCommandLineParser &parser, const Options &options, CommandLine &result,
                 QString *why)
{
    if (parser.isSet(options.uploadLimit)) {
        result.uploadLimit = readNumber(parser, options.uploadLimit, 1, 1LL << 40, why);
        if (!result.uploadLimit)
            return false;
    }
    if (parser.isSet(options.port)) {
        const auto port = readNumber(parser, options.port, 0, 65535, why);
        if (!port)
            return false;
        result.port = static_cast<int>(*port);
    }
    return true;
}

} // namespace

bool CommandLine::isWindowless(const QStringList &arguments)
{
    return isCommand(arguments.value(1)) || arguments.contains(u"--practice-serve"_s)
        || arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s)
        || arguments.contains(u"--version"_s) || arguments.contains(u"-v"_s);
}

std::optional<CommandLine> CommandLine::parseCommand(const QStringList &arguments, QString *why)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Botline without its window."));
    parser.addOptions({options.help, options.version, options.uploadLimit, options.port});
    describeCommands(parser);
    CommandLine result;
    result.helpText = parser.helpText();
    if (!parser.parse(arguments)) {
        *why = parser.errorText() + u' ' + tr("See --help.");
        return std::nullopt;
    }
    if (parser.isSet(options.help) || parser.isSet(options.version)) {
        result.action = parser.isSet(options.help) ? Action::Help : Action::Version;
        return result;
    }
    QStringList words = parser.positionalArguments();
    const QString command = words.isEmpty() ? QString() : words.takeFirst();
    if (command.isEmpty()) {
        *why = tr("Say what to do: serve, or print FILE.transcript. See --help.");
        return std::nullopt;
    }
    if (!isCommand(command)) {
        *why = tr("“%1” is not a command. See --help.").arg(command);
        return std::nullopt;
    }
    result.action = command == "serve"_L1 ? Action::Serve : Action::Print;
    const qsizetype files = result.action == Action::Print ? 1 : 0;
    if (words.size() != files) {
        *why = files ? tr("print needs the name of one transcript.")
                     : tr("serve takes options only, not “%1”. See --help.").arg(words.first());
        return std::nullopt;
    }
    result.transcriptFile = words.value(0);
    if (result.action == Action::Print
        && (parser.isSet(options.port) || parser.isSet(options.uploadLimit))) {
        *why = tr("--port and --upload-limit are for serve.");
        return std::nullopt;
    }
    if (!readServing(parser, options, result, why))
        return std::nullopt;
    return result;
}

std::optional<CommandLine> CommandLine::parse(
    const QStringList &arguments, const std::function<QString(const char *)> &environment,
    QString *why)
{
    if (isCommand(arguments.value(1)))
        return parseCommand(arguments, why);
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Botline, a native desktop chat client for Direct Line bots."));
    options.addTo(parser);
    describeCommands(parser);
    CommandLine result;
    result.helpText = parser.helpText();
    if (!parser.parse(arguments)) {
        *why = parser.errorText() + u' ' + tr("See --help.");
        return std::nullopt;
    }
    if (parser.isSet(options.help)) {
        result.action = Action::Help;
        return result;
    }
    if (parser.isSet(options.version)) {
        result.action = Action::Version;
        return result;
    }
    if (!parser.positionalArguments().isEmpty()) {
        *why = tr("“%1” is not an option. See --help.")
                   .arg(parser.positionalArguments().constFirst());
        return std::nullopt;
    }
    if (!readServing(parser, options, result, why))
        return std::nullopt;
    if (parser.isSet(options.practiceServe)) {
        result.action = Action::Serve;
        return result;
    }
    result.scenarioFile = parser.value(options.scenario);
    result.keepIn = parser.value(options.keepIn);
    why->clear();
    result.profile = readProfile(parser, options, environment, why);
    if (!why->isEmpty())
        return std::nullopt;
    if (result.profile)
        result.profile->uploadBytes = result.uploadLimit;
    else if (!result.scenarioFile.isEmpty()) {
        *why = tr("--scenario needs to know whom to talk to: add --practice, --secret-file, "
                  "--token-file or --token-url.");
        return std::nullopt;
    } else if (parser.isSet(options.conversation)) {
        *why = tr("--conversation needs a credential: add --secret-file or --token-file.");
        return std::nullopt;
    }
    return result;
}

} // namespace botline
