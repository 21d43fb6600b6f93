/// The rules of the house, executed: what may depend on what, and which words may stand where.
package dev.switchhook.app.architecture;
