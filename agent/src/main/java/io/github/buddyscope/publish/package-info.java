/** Where findings go, and the words and figures that the places share. */
package io.github.buddyscope.publish;
