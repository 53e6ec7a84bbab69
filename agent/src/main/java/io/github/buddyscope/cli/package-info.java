/** The commands of {@code java -jar buddyscope.jar}. */
package io.github.buddyscope.cli;
