#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <cstddef>
#include <cstdint>

// What libFuzzer calls, with whatever it thought of.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace botline::fuzz {

inline QByteArray bytes(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

// What must hold for every input; libFuzzer keeps the one that breaks it.
inline void must(bool holds, const char *what)
{
    if (!holds)
        qFatal("This does not hold: %s", what);
}

} // namespace botline::fuzz
