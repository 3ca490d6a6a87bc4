#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace botline {

class Block;

// A widget whose children are laid out by a tree of blocks, without QLayout: the height for a width
// is exact, cheap to ask again, and known before the widget was ever shown, which the list of
// messages relies on.
class BlockWidget : public QWidget
{
    Q_OBJECT

public:
    explicit BlockWidget(QWidget *parent = nullptr);
    ~BlockWidget() override;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override; // device-independent pixels, 0 for width <= 0
    QSize sizeHint() const override; // without wrapping
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sizeChanged(); // it needs another height or width; its children are laid out already

protected:
    // Takes effect at once; before the widget is shown or with relayout() after.
    void setRoot(std::unique_ptr<Block> root);
    Block &root() const { return *m_root; }
    // Lays out anew because this block, one of the tree, needs another size or visibility.
    void blockChanged(Block &block);

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::unique_ptr<Block> m_root;
};

} // namespace botline
