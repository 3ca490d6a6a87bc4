// The measure for Botline's start: a program with an empty main window that prints the same line at
// the same moment, after the first paint is through. With an argument it shows that text in a
// label: what any program pays that has something to read, because Qt then looks for its fonts.

#include <QtCore/QElapsedTimer>
#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMainWindow>

#include <cstdio>

namespace {

class FirstPaint : public QObject
{
public:
    explicit FirstPaint(const QElapsedTimer &sinceMain) : m_sinceMain(sinceMain) { }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, this, [this] {
                const double ms = static_cast<double>(m_sinceMain.nsecsElapsed()) / 1e6;
                std::fprintf(stderr, "{\"event\":\"window-painted\",\"ms\":%.3f}\n", ms);
            });
        }
        return false;
    }

private:
    QElapsedTimer m_sinceMain;
};

} // namespace

int main(int argc, char *argv[])
{
    QElapsedTimer sinceMain;
    sinceMain.start();
    QApplication application(argc, argv);
    QMainWindow window;
    if (argc > 1)
        window.setCentralWidget(new QLabel(QString::fromUtf8(argv[1])));
    else
        window.setCentralWidget(new QWidget);
    window.resize(900, 680);
    FirstPaint firstPaint(sinceMain);
    window.centralWidget()->installEventFilter(&firstPaint);
    window.show();
    return QApplication::exec();
}
