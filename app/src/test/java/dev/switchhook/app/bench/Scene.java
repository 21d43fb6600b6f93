package dev.switchhook.app.bench;

/// A program with its peers around it, ready to be measured.
interface Scene extends AutoCloseable {

    @Override
    void close();
}
