#include "ui/style/icons.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QTest>

#include <algorithm>

using namespace botline;

namespace {

QImage drawn(Symbol symbol, int side, const QColor &color)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawSymbol(painter, symbol, image.rect(), color);
    return image;
}

// The smallest rectangle around everything that is not transparent.
QRect inkedRect(const QImage &image)
{
    QRect inked;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > 0)
                inked |= QRect(x, y, 1, 1);
        }
    }
    return inked;
}

int strongestAlpha(const QImage &image)
{
    int strongest = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            strongest = std::max(strongest, image.pixelColor(x, y).alpha());
    }
    return strongest;
}

void addSymbols()
{
    QTest::addColumn<Symbol>("symbol");
    for (int i = 0; i <= static_cast<int>(Symbol::Robot); ++i)
        QTest::addRow("symbol %d", i) << static_cast<Symbol>(i);
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySymbolFillsItsBoxAndStaysInside_data() { addSymbols(); }
    void everySymbolFillsItsBoxAndStaysInside();
    void everySymbolIsItsOwn();
    void aButtonsIconIsPalerWhenDisabled();
    void anIconIsSharpAtEveryScreenScale();
    void theApplicationIconHasEverySize();
};

void TestIcons::everySymbolFillsItsBoxAndStaysInside()
{
    QFETCH(Symbol, symbol);
    // Drawn in the middle of a larger picture, so that whatever leaves the box is seen.
    QImage image(72, 72, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawSymbol(painter, symbol, QRectF(24, 24, 24, 24), Qt::black);
    painter.end();

    const QRect inked = inkedRect(image);
    QVERIFY(QRect(24, 24, 24, 24).contains(inked));
    QVERIFY(std::max(inked.width(), inked.height()) >= 14);
    QCOMPARE(strongestAlpha(image), 255);
}

void TestIcons::everySymbolIsItsOwn()
{
    QList<QImage> seen;
    for (int i = 0; i <= static_cast<int>(Symbol::Robot); ++i) {
        const QImage image = drawn(static_cast<Symbol>(i), 24, Qt::black);
        QVERIFY2(!seen.contains(image), qPrintable(QString::number(i)));
        seen.append(image);
    }
}

void TestIcons::aButtonsIconIsPalerWhenDisabled()
{
    const QIcon icon = symbolIcon(Symbol::Send, Qt::black);
    const QImage normal = icon.pixmap(QSize(24, 24), QIcon::Normal).toImage();
    const QImage disabled = icon.pixmap(QSize(24, 24), QIcon::Disabled).toImage();
    QCOMPARE(strongestAlpha(normal), 255);
    QVERIFY(strongestAlpha(disabled) > 0);
    QVERIFY(strongestAlpha(disabled) < 128);
}

void TestIcons::anIconIsSharpAtEveryScreenScale()
{
    QImage image = symbolIcon(Symbol::Close, Qt::black).pixmap(QSize(24, 24), 2.0).toImage();
    QCOMPARE(image.size(), QSize(48, 48));
    QCOMPARE(image.devicePixelRatio(), 2.0);
    image.setDevicePixelRatio(1);
    QCOMPARE(image.convertToFormat(QImage::Format_ARGB32_Premultiplied),
             drawn(Symbol::Close, 48, Qt::black));
}

void TestIcons::theApplicationIconHasEverySize()
{
    const QIcon icon = applicationIcon();
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QPixmap pixmap = icon.pixmap(QSize(size, size), 1.0);
        QCOMPARE(pixmap.size(), QSize(size, size));
        QVERIFY(strongestAlpha(pixmap.toImage()) > 200);
    }
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
