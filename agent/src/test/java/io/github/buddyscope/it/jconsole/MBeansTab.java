// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.jconsole;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.swing.JButton;
import javax.swing.JEditorPane;
import javax.swing.JLabel;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.text.BadLocationException;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;

/** JConsole's tab <i>MBeans</i>: the tree on its left, and what is shown of the chosen node. */
final class MBeansTab {
    /** Room for the names of attributes, so that there is more for a long value. */
    private static final int NAMES = 230;

    private static final int LINE = Color.BLUE.darker().getRGB();

    private final Screen screen;
    private final JTree tree;
    private final Container panel;

    private MBeansTab(Screen screen, JTree tree, Container panel) {
        this.screen = screen;
        this.tree = tree;
        this.panel = panel;
    }

    static MBeansTab open(Screen screen) {
        JTabbedPane tabs = screen.await(
                "the tab MBeans",
                () -> Screen.frame() == null
                        ? null
                        : Screen.find(Screen.frame(), JTabbedPane.class, pane -> pane.indexOfTab("MBeans") >= 0));
        // asked for local processes too, whose connector has no TLS
        JButton insecurely = screen.await(
                "the question whether to connect without TLS",
                () -> Screen.find(Screen.frame(), JButton.class, b -> "Insecure connection".equals(b.getText())));
        screen.clickUntil(insecurely, b -> new Rectangle(b.getSize()), 1, () -> !insecurely.isShowing());
        JTree tree = screen.await("the tree of MBeans", () -> {
            tabs.setSelectedIndex(tabs.indexOfTab("MBeans"));
            return Screen.find(tabs, JTree.class, any -> true);
        });
        return Screen.ask(() -> {
            Screen.frame().setBounds(0, 0, 1200, 800);
            JSplitPane halves = (JSplitPane) SwingUtilities.getAncestorOfClass(JSplitPane.class, tree);
            halves.setDividerLocation(270);
            return new MBeansTab(screen, tree, (Container) halves.getRightComponent());
        });
    }

    /** Chooses the node at the end of a path of labels with a click, having opened those above it. */
    void choose(String... labels) {
        TreePath chosen = open(labels);
        Screen.ask(() -> {
            tree.scrollPathToVisible(chosen);
            return null;
        });
        screen.clickUntil(tree, t -> t.getPathBounds(chosen), 1, () -> tree.isPathSelected(chosen));
    }

    /** Opens a node without choosing it; says what is below it. */
    List<String> below(String... labels) {
        TreePath opened = open(labels);
        return screen.await("what is below " + opened, () -> {
            tree.expandPath(opened);
            TreeNode node = (TreeNode) opened.getLastPathComponent();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < node.getChildCount(); i++) {
                names.add(label(node.getChildAt(i)));
            }
            return names.isEmpty() ? null : names;
        });
    }

    private TreePath open(String... labels) {
        TreePath path = new TreePath(tree.getModel().getRoot());
        for (String label : labels) {
            TreePath above = path;
            path = screen.await("the node " + label, () -> {
                tree.expandPath(above);
                return child(above, label);
            });
        }
        return path;
    }

    private static TreePath child(TreePath above, String label) {
        TreeNode node = (TreeNode) above.getLastPathComponent();
        for (int i = 0; i < node.getChildCount(); i++) {
            String name = label(node.getChildAt(i));
            if (name.equals(label) || name.startsWith(label + "[")) {
                return above.pathByAddingChild(node.getChildAt(i));
            }
        }
        return null;
    }

    /** Without the marks that make it bold. */
    private static String label(Object node) {
        return node.toString().replaceAll("<[^>]*>", "");
    }

    /** Whether the node below those is labelled so now. */
    boolean labelled(String label, String... above) {
        TreePath path = new TreePath(tree.getModel().getRoot());
        for (String name : above) {
            path = path == null ? null : child(path, name);
        }
        TreePath labelled = path == null ? null : child(path, label);
        return labelled != null && label(labelled.getLastPathComponent()).equals(label);
    }

    /** Presses the button, until there is what comes of it. */
    void press(String text, Callable<Boolean> done) {
        JButton button = screen.await(
                "the button " + text,
                () -> Screen.find(panel, JButton.class, b -> b.isEnabled() && text.equals(b.getText())));
        screen.clickUntil(button, b -> new Rectangle(b.getSize()), 1, done);
    }

    /** The table with a row of that name. */
    JTable table(String name) {
        return screen.await("a table with " + name, () -> holding(name));
    }

    private JTable holding(String name) {
        return Screen.find(panel, JTable.class, t -> row(t, name) >= 0);
    }

    /** What stands beside a name, once it's there. */
    String beside(String name) {
        JTable table = table(name);
        return screen.await("the value of " + name, () -> text(table, row(table, name)));
    }

    private static int row(JTable table, String name) {
        for (int row = 0; row < table.getRowCount(); row++) {
            if (table.getColumnCount() > 1 && name.equals(String.valueOf(table.getValueAt(row, 0)))) {
                return row;
            }
        }
        return -1;
    }

    private static String text(JEditorPane pane) {
        try {
            return pane.getDocument().getText(0, pane.getDocument().getLength()).strip();
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value in a row as it is painted, null where that is no text. */
    private static String text(JTable table, int row) {
        Component painted = row < 0 ? null : table.prepareRenderer(table.getCellRenderer(row, 1), row, 1);
        return painted instanceof JLabel label ? label.getText() : null;
    }

    /** Opens the value beside a name with a double click; says what it is painted with then. */
    String open(String name) {
        JTable table = table(name);
        Screen.ask(() -> {
            table.getColumnModel().getColumn(0).setPreferredWidth(NAMES);
            table.getColumnModel().getColumn(1).setPreferredWidth(table.getWidth() - NAMES);
            return null;
        });
        click(table, name, 2, () -> opened(table, name) != null);
        return Screen.ask(() -> opened(table, name));
    }

    /** Opens an item of a value that is open, in which it takes the place of the others; says what is there then. */
    String openWithin(String name, String item) {
        JTable outer = table(name);
        click(outer, name, 1, () -> holding(item) != null); // from then on the cell takes clicks itself
        JTable inner = table(item);
        click(inner, item, 2, () -> !inner.isShowing());
        return Screen.ask(() -> opened(outer, name));
    }

    private void click(JTable table, String name, int times, Callable<Boolean> done) {
        screen.clickUntil(
                table,
                t -> {
                    Rectangle cell = t.getCellRect(row(t, name), 1, false);
                    t.scrollRectToVisible(cell);
                    return cell;
                },
                times,
                done);
    }

    /** What a value that was opened is painted with: every text in it and the classes that paint; null while it's a text. */
    private static String opened(JTable table, String name) {
        int row = row(table, name);
        Component painted = table.prepareRenderer(table.getCellRenderer(row, 1), row, 1);
        return painted instanceof JLabel
                ? null
                : describe(painted, new StringBuilder()).toString();
    }

    /** What is shown beside the tree. */
    String shown() {
        return Screen.ask(() -> describe(panel, new StringBuilder()).toString());
    }

    /** How much on the panel has the colour in which the first line of a chart is drawn. */
    int pixelsOfTheLine() {
        return screen.pixels(panel, LINE);
    }

    private static StringBuilder describe(Component component, StringBuilder to) {
        if (component instanceof JLabel label) {
            to.append('[').append(label.getText()).append(']');
        } else if (component instanceof JEditorPane pane) {
            to.append('[').append(text(pane)).append(']');
        } else if (component instanceof JTable table) {
            to.append("[table");
            for (int column = 0; column < table.getColumnCount(); column++) {
                to.append(column == 0 ? " " : ", ").append(table.getColumnName(column));
            }
            for (int row = 0; row < table.getRowCount(); row++) {
                to.append(" | ").append(table.getValueAt(row, 0));
                to.append(table.getColumnCount() > 1 ? " = " + text(table, row) : "");
            }
            to.append(']');
        } else if (component.getClass().getName().startsWith("sun.tools.jconsole")) {
            to.append('<').append(component.getClass().getSimpleName()).append('>');
        }
        if (component instanceof Container container) {
            for (Component inner : container.getComponents()) {
                describe(inner, to);
            }
        }
        return to;
    }
}
