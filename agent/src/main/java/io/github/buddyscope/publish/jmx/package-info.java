/**
 * Findings as MBeans of open types and as JMX notifications. The only package that may name {@code java.management}'s
 * MBean server. Every value is a point in time: two attributes read one after the other may come from two samples.
 */
package io.github.buddyscope.publish.jmx;
