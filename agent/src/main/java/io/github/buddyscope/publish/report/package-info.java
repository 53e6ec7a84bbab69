/** What a recording tells, as a page of its own and for the terminal. */
package io.github.buddyscope.publish.report;
