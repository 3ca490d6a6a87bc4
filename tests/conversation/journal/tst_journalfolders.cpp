#include "tests/conversation/journaltest.h"

#include "app/conversation/journal/journalrecord.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// Conversations are kept in a folder that has other things in it: nothing of those is touched.
class TestJournalFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingOfOthersIsTouched_data();
    void nothingOfOthersIsTouched();
    void whatStandsInPlaceOfAFileIsRefused_data();
    void whatStandsInPlaceOfAFileIsRefused();
    void theUsersFolderKeepsItsMode();
    void oneWithMoreInItKeepsThat();
    void aDamagedBeginningHidesNothing();

private:
    QString kept() const { return m_root->filePath(u"kept"_s); }
    std::unique_ptr<QTemporaryDir> m_root;
};

#ifdef Q_OS_UNIX

namespace {

QString newName(QRandomGenerator &random)
{
    QByteArray bytes(16, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // a random UUID, as journals' folders have
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

QByteArray native(const QString &path)
{
    return QFile::encodeName(path);
}

void write(const QString &path, const QByteArray &content, mode_t mode = 0644)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write %s", qPrintable(path));
    file.close();
    chmod(native(path).constData(), mode);
}

// Whatever it is: kind, mode, owner, time, size and content or target.
QByteArray stateOf(const QString &path)
{
    struct stat status = {};
    if (lstat(native(path).constData(), &status) != 0)
        return "gone";
    QByteArray state = QByteArray::number(status.st_mode, 8) + ' '
        + QByteArray::number(qint64(status.st_ino)) + ' '
        + QByteArray::number(qint64(status.st_nlink)) + ' '
        + QByteArray::number(qint64(status.st_mtim.tv_sec)) + '.'
        + QByteArray::number(qint64(status.st_mtim.tv_nsec)) + ' '
        + QByteArray::number(S_ISDIR(status.st_mode) ? 0 : qint64(status.st_size));
    QFile file(path);
    if (S_ISREG(status.st_mode) && status.st_size < 1024 * 1024 && (status.st_mode & S_IRUSR)
        && file.open(QIODevice::ReadOnly))
        state += ' ' + file.readAll().toHex();
    else if (S_ISLNK(status.st_mode))
        state += " -> " + QFile::symLinkTarget(path).toUtf8();
    return state;
}

void collect(const QString &folder, QStringList &paths)
{
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                                     | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QString path = folder + u'/' + name;
        paths << path;
        if (QFileInfo(path).isDir() && !QFileInfo(path).isSymLink())
            collect(path, paths);
    }
}

// Everything below a folder, with the state it is in.
QHash<QString, QByteArray> snapshot(const QString &folder)
{
    QStringList paths;
    collect(folder, paths);
    QHash<QString, QByteArray> states;
    for (const QString &path : std::as_const(paths))
        states.insert(path, stateOf(path));
    return states;
}

// A tree of things that are none of ours, some of them named as ours are.
class ForeignTree
{
public:
    ForeignTree(quint32 seed, const QString &outside) : m_random(seed), m_outside(outside) { }

    void fill(const QString &folder, int depth = 0)
    {
        const int entries = 3 + m_random.bounded(5);
        for (int i = 0; i < entries; ++i)
            add(folder + u'/' + name(), depth);
    }

private:
    QString name()
    {
        static const QStringList likely{u"journal.ndjson"_s, u"about.json"_s,
                                        u"draft.json"_s,     u"lock"_s,
                                        u"whole"_s,          u"files"_s,
                                        u"lock.rmlock"_s,    u"notes"_s,
                                        u".hidden"_s,        u"journal.ndjson.aBcDeF"_s};
        return m_random.bounded(3) == 0 ? newName(m_random)
                                        : likely.at(m_random.bounded(int(likely.size())));
    }

    void add(const QString &path, int depth)
    {
        if (QFileInfo::exists(path) || QFileInfo(path).isSymLink())
            return;
        static constexpr mode_t kModes[] = {0644, 0600, 0755, 0400, 0666};
        const mode_t mode = kModes[m_random.bounded(5)];
        switch (m_random.bounded(8)) {
        case 0:
            mkfifo(native(path).constData(), 0644);
            break;
        case 1:
            symlink(native(m_outside).constData(), native(path).constData());
            break;
        case 2:
            symlink(native(m_outside + "/journal.ndjson"_L1).constData(), native(path).constData());
            break;
        case 3: // sparse, larger than all limits
            write(path, "big", 0644);
            truncate(native(path).constData(), off_t(700) * 1024 * 1024);
            break;
        case 4:
            write(path, "{\"record\":\"somebody else's\"}\n{\"a\":1}\n", mode);
            break;
        case 5:
            write(path, QByteArray(int(m_random.bounded(4000)), 'x'), mode);
            break;
        default:
            QDir().mkpath(path);
            if (depth < 3)
                fill(path, depth + 1);
            chmod(native(path).constData(), m_random.bounded(2) ? 0755 : 0711);
        }
    }

    QRandomGenerator m_random;
    QString m_outside;
};

} // namespace

#endif

void TestJournalFolders::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

void TestJournalFolders::nothingOfOthersIsTouched_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestJournalFolders::nothingOfOthersIsTouched()
{
#ifdef Q_OS_UNIX
    QFETCH(const quint32, seed);
    const QString outside = m_root->filePath(u"outside"_s);
    QVERIFY(QDir().mkpath(outside));
    // A link to it must not make it ours either.
    write(outside + "/journal.ndjson"_L1, journal::toLine(journal::Begin()));
    QVERIFY(QDir().mkpath(kept()));
    ForeignTree tree(seed, outside);
    tree.fill(kept());
    tree.fill(m_root->path());
    const QString foreign = kept() + "/0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"_L1;
    QVERIFY(QDir().mkpath(foreign));
    tree.fill(foreign);
    const QHash<QString, QByteArray> before = snapshot(m_root->path());

    const JournalLimits limits{4000, 1}; // everything but what is in use has to go
    const JournalStore store(kept(), limits);
    const journal::Connection connection{
        CredentialKind::Secret, u"https://h/"_s, {}, u"u"_s, u"U"_s, {}};
    QVERIFY(!store.last());
    QString why;
    QStringList made;
    for (int i = 0; i < 3; ++i) {
        auto file = store.create(&why);
        QVERIFY2(file, qPrintable(why));
        made << file->folder();
        QVERIFY(
            file->append(journal::toLine(journal::Begin()) + journal::toLine(connection), &why));
        file->writeAbout(JournalStore::aboutJson(connection, u"c%1"_s.arg(i),
                                                 QDateTime::fromSecsSinceEpoch(1000 + i)));
        file->writeDraft("{}");
        QVERIFY(!file->keep(outside + "/journal.ndjson"_L1).isEmpty());
        QVERIFY(file->replace(file->read(1'000'000)));
    }
    QCOMPARE(store.last()->folder, made.last());
    QCOMPARE(store.find(connection, u"c1"_s)->folder, made.at(1));
    store.removeOldest(made.last());
    QCOMPARE(store.find(connection, u"c1"_s).has_value(), false);
    QVERIFY(!QFileInfo::exists(made.at(0)));
    const QStringList paths = before.keys();
    for (const QString &path : paths) {
        if (QFileInfo(path).isDir())
            QVERIFY2(!JournalFile::open(path, &why), qPrintable(path));
    }
    auto last = JournalFile::open(made.last(), &why);
    QVERIFY2(last, qPrintable(why));
    last->forget();
    QVERIFY(!QFileInfo::exists(made.last()));

    QHash<QString, QByteArray> after = snapshot(m_root->path());
    // The time of the kept folder itself is that of our own folders in it.
    after.remove(kept());
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (it.key() != kept())
            QVERIFY2(after.take(it.key()) == it.value(), qPrintable(it.key()));
    }
    QVERIFY2(after.isEmpty(), qPrintable(after.isEmpty() ? QString() : after.begin().key()));
#else
    QSKIP("needs links, pipes and modes");
#endif
}

void TestJournalFolders::whatStandsInPlaceOfAFileIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind");
    for (const char *name :
         {"journal.ndjson", "lock", "about.json", "draft.json", "whole", "files"}) {
        for (const char *kind : {"pipe", "link", "dangling link", "folder", "hard link"}) {
            if (qstrcmp(name, "files") != 0 || qstrcmp(kind, "folder") != 0)
                QTest::addRow("%s: %s", name, kind)
                    << QString::fromLatin1(name) << QString::fromLatin1(kind);
        }
    }
}

// Never waited for, followed, written to or removed.
void TestJournalFolders::whatStandsInPlaceOfAFileIsRefused()
{
#ifdef Q_OS_UNIX
    QFETCH(const QString, name);
    QFETCH(const QString, kind);
    QString why;
    QString folder;
    const JournalStore store(kept());
    {
        auto file = store.create(&why);
        QVERIFY2(file, qPrintable(why));
        folder = file->folder();
        QVERIFY(file->append(journal::toLine(journal::Begin()), &why));
        QVERIFY(file->sync());
    }
    const QString victim = m_root->filePath(u"victim"_s);
    write(victim, journal::toLine(journal::Begin()));
    const QString target = m_root->filePath(u"missing"_s);
    const QString path = folder + u'/' + name;
    QFile::remove(path);
    if (kind == "pipe"_L1)
        QCOMPARE(mkfifo(native(path).constData(), 0600), 0);
    else if (kind == "link"_L1)
        QCOMPARE(symlink(native(victim).constData(), native(path).constData()), 0);
    else if (kind == "dangling link"_L1)
        QCOMPARE(symlink(native(target).constData(), native(path).constData()), 0);
    else if (kind == "hard link"_L1)
        QCOMPARE(link(native(victim).constData(), native(path).constData()), 0);
    else
        QVERIFY(QDir().mkdir(path));
    const QByteArray before = stateOf(victim);
    const QByteArray standing = stateOf(path);

    store.last();
    if (auto file = JournalFile::open(folder, &why)) {
        QVERIFY(name != "journal.ndjson"_L1 && name != "lock"_L1);
        file->draft();
        file->writeDraft("{\"text\":\"x\"}");
        file->writeDraft({});
        file->writeAbout("{}");
        file->keep(victim);
        file->keepOnly({});
        file->markWhole();
        file->replace(journal::toLine(journal::Begin()));
        file->forget();
    } else {
        QVERIFY(name == "journal.ndjson"_L1 || name == "lock"_L1);
        QVERIFY(!why.isEmpty());
    }
    QCOMPARE(stateOf(victim), before);
    QCOMPARE(stateOf(path), standing);
    QVERIFY(!QFileInfo::exists(target));
#else
    QSKIP("needs links, pipes and modes");
#endif
}

void TestJournalFolders::theUsersFolderKeepsItsMode()
{
#ifdef Q_OS_UNIX
    QVERIFY(QDir().mkpath(kept()));
    QCOMPARE(chmod(native(kept()).constData(), 0755), 0);
    QString why;
    const auto file = JournalStore(kept()).create(&why);
    QVERIFY2(file, qPrintable(why));
    struct stat status = {};
    QCOMPARE(stat(native(kept()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0755);
    QCOMPARE(stat(native(file->folder()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0700);
#else
    QSKIP("permissions are not these here");
#endif
}

void TestJournalFolders::oneWithMoreInItKeepsThat()
{
    QString why;
    auto file = JournalStore(kept()).create(&why);
    QVERIFY2(file, qPrintable(why));
    QVERIFY(file->append(journal::toLine(journal::Begin()), &why));
    QFile mine(file->folder() + "/mine.txt"_L1);
    QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
    mine.close();
    const QString folder = file->folder();
    file->forget();
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList(u"mine.txt"_s));
}

// As a power cut may leave it.
void TestJournalFolders::aDamagedBeginningHidesNothing()
{
    QString why;
    const JournalStore store(kept());
    const journal::Connection connection{
        CredentialKind::Secret, u"https://h/"_s, {}, u"u"_s, u"U"_s, {}};
    QString folder;
    {
        auto file = store.create(&why);
        QVERIFY2(file, qPrintable(why));
        folder = file->folder();
        file->writeAbout(JournalStore::aboutJson(connection, u"c"_s,
                                                 QDateTime::fromSecsSinceEpoch(1'700'000'000)));
        QVERIFY(file->append(QByteArray(100, '\0') + '\n' + journal::toLine(connection), &why));
    }
    QVERIFY(store.last());
    QVERIFY(JournalFile::open(folder, &why));
    // Nothing of it is readable: about.json says whose it is.
    QFile journal(folder + "/journal.ndjson"_L1);
    QVERIFY(journal.open(QIODevice::WriteOnly) && journal.write("{\"record\":\"be") == 13);
    journal.close();
    QVERIFY(store.last());
    // Neither: it may be anybody's.
    QVERIFY(QFile::remove(folder + "/about.json"_L1));
    QVERIFY(!store.last());
    QVERIFY(!JournalFile::open(folder, &why));
}

QTEST_GUILESS_MAIN(TestJournalFolders)
#include "tst_journalfolders.moc"
