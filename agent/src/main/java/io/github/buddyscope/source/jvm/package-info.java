/** What this JVM does: collections and direct memory. */
package io.github.buddyscope.source.jvm;
