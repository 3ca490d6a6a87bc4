#pragma once

#include <QtWidgets/QApplication>
#include <QtWidgets/QProxyStyle>

namespace botline::test {

// Says whether things may move, whatever the platform wishes.
class MotionStyle : public QProxyStyle
{
public:
    explicit MotionStyle(bool moves) : m_moves(moves) { }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        if (hint == SH_Widget_Animation_Duration)
            return m_moves ? 200 : 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    bool m_moves;
};

inline void letThingsMove(bool move)
{
    QApplication::setStyle(new MotionStyle(move));
}

} // namespace botline::test
