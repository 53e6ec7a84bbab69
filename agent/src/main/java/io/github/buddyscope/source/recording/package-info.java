/** Reads flight recordings. Needs the module {@code jdk.jfr}: ask for it before touching a class of this package. */
package io.github.buddyscope.source.recording;
