/** How text, JSON and sizes are written, the same in every part. Nothing in here knows of anything else. */
package io.github.buddyscope.text;
