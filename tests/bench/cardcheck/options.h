#pragma once

#include "media.h"

#include <QtCore/QStringList>

namespace botline::bench {

// What the command line asks for.
struct Options
{
    QStringList paths; // folders and files
    Media::Choice media;
    QString saveFolder; // "": no pictures
    int zoomPercent = 100;
    int patienceMs = 20'000; // with one file
    bool verbose = false;
    bool hostile = false; // also the cards of hostileCards()
    bool child = false; // renders the files and tells of each in a line of JSON

    // Ends the program when they cannot be understood, or only help is wanted.
    static Options ofCommandLine(const QStringList &arguments);
    // For a child that renders these files.
    QStringList forChild(const QStringList &files) const;
};

} // namespace botline::bench
