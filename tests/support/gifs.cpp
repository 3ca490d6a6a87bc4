#include "gifs.h"

namespace botline::test {

namespace {

void put16(QByteArray &bytes, int value)
{
    bytes.append(char(value & 0xff)).append(char(value >> 8));
}

} // namespace

QByteArray gifOf(int frames, int side, int delayCs)
{
    // Codes of eight bits, as long as the table is cleared in time: each pixel is one byte.
    constexpr char kClear = char(128);
    constexpr char kEnd = char(129);
    constexpr int kPixelsBetween = 100;
    QByteArray gif = "GIF89a";
    put16(gif, side);
    put16(gif, side);
    gif.append(char(0xf6)).append('\0').append('\0'); // 128 colours
    for (int colour = 0; colour < 128; ++colour)
        gif.append(char(colour * 2)).append(char(255 - colour)).append(char(colour));
    gif += QByteArray("\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00", 19);
    for (int frame = 0; frame < frames; ++frame) {
        gif += QByteArray("\x21\xf9\x04\x00", 4);
        put16(gif, delayCs);
        gif.append('\0').append('\0');
        gif += QByteArray("\x2c\x00\x00\x00\x00", 5);
        put16(gif, side);
        put16(gif, side);
        gif.append('\0').append('\x07');
        QByteArray data;
        for (int pixel = 0; pixel < side * side; ++pixel) {
            if (pixel % kPixelsBetween == 0)
                data.append(kClear);
            data.append(char(frame % 128));
        }
        data.append(kEnd);
        for (qsizetype from = 0; from < data.size(); from += 255) {
            const QByteArray block = data.mid(from, 255);
            gif.append(char(block.size())).append(block);
        }
        gif.append('\0');
    }
    return gif.append('\x3b');
}

} // namespace botline::test
