/** The drag-and-drop designer and the rendering of every kind. */
package dev.nacre.designer;
