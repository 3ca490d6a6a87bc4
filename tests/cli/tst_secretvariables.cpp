#include "app/cli/secretvariables.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

class TestSecretVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void childrenDoNotInheritThem();
    void whatIsNotSetIsEmpty();
};

void TestSecretVariables::childrenDoNotInheritThem()
{
    qputenv("BOTLINE_SECRET", "s3cret");
    qputenv("BOTLINE_TOKEN", "t0ken");
    qputenv("BOTLINE_OTHER", "stays");
    const SecretVariables variables = SecretVariables::take();
    QCOMPARE(variables.value("BOTLINE_SECRET"), u"s3cret"_s);
    QCOMPARE(variables.value("BOTLINE_TOKEN"), u"t0ken"_s);
    QProcess child;
    child.start(u"env"_s, {});
    QVERIFY(child.waitForFinished());
    const QByteArray environment = child.readAllStandardOutput();
    QVERIFY(environment.contains("BOTLINE_OTHER=stays"));
    QVERIFY(!environment.contains("BOTLINE_SECRET"));
    QVERIFY(!environment.contains("BOTLINE_TOKEN"));
}

void TestSecretVariables::whatIsNotSetIsEmpty()
{
    const SecretVariables variables = SecretVariables::take();
    QCOMPARE(variables.value("BOTLINE_SECRET"), QString());
}

QTEST_GUILESS_MAIN(TestSecretVariables)
#include "tst_secretvariables.moc"
