/**
 * Plain immutable facts that flow from the sources to the diagnosis and on to the publishers. Nothing in here reads,
 * judges or prints.
 */
package io.github.buddyscope.model;
