/** Findings as events of a flight recording. The only package that may name {@code jdk.jfr}. */
package io.github.buddyscope.publish.jfr;
