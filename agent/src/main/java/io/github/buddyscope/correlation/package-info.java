/** Sets a diagnosed failure beside what this JVM and the host did around it. Coinciding is not causing. */
package io.github.buddyscope.correlation;
