#pragma once

#include "app/conversation/model/searchquery.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace botline {

// The bar to find something with: a field, what was found, and how to look for it
// (interaction.md §10). Says right here what is wrong with what was typed. Narrow windows get it in
// two lines.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(const ChatStyle &style, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);

    // Selects what the field holds; `words` go into it first, as a phrase, unless empty.
    void focusField(const QString &words = {});
    QString typed() const;
    SearchQuery query() const; // from the field and the buttons

    struct Result
    {
        int number = 0; // of the hit that is shown, 0 for none
        int count = 0;
        bool running = false; // there may be more
        int skipped = 0; // rows that the expression took too long for
    };
    void setResult(const Result &result);
    QString resultText() const; // "3 of 17"

Q_SIGNALS:
    void queryChanged();
    void stepRequested(bool down);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *makeButton(const QString &objectName, const QString &name, const QString &tip);
    void arrange();
    void showNote(const QString &note, bool isError);
    QString noteFor(const SearchQuery &query, const Result &result, bool *isError) const;

    ChatStyle m_style;
    QGridLayout *m_grid;
    QLineEdit *m_field;
    QLabel *m_result;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_regex;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
    QWidget *m_controls;
    QLabel *m_note;
    int m_lines = 0; // that the bar is arranged in
};

} // namespace botline
