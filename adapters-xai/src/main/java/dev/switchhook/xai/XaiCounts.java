package dev.switchhook.xai;

import java.util.concurrent.atomic.LongAdder;

/// What one [XaiSpeechModel] has counted in all its sessions. Safe for use by several threads.
public final class XaiCounts {

    final LongAdder unknownMessages = new LongAdder();
    final LongAdder garbledMessages = new LongAdder();
    final LongAdder benignErrors = new LongAdder();
    final LongAdder otherErrors = new LongAdder();
    final LongAdder droppedCallerBytes = new LongAdder();
    final LongAdder otherModels = new LongAdder();
    final LongAdder congestedWrites = new LongAdder();
    final LongAdder overflows = new LongAdder();

    final LongAdder retryableErrors = new LongAdder();
    final LongAdder resumedSessions = new LongAdder();
    final LongAdder refusedResumptions = new LongAdder();
    final LongAdder droppedToolCalls = new LongAdder();
    final LongAdder droppedLines = new LongAdder();

    XaiCounts() {}

    /// Messages of a type that we do not know; they were ignored.
    public long unknownMessages() {
        return unknownMessages.sum();
    }

    /// Messages that we could not read; they were ignored.
    public long garbledMessages() {
        return garbledMessages.sum();
    }

    /// Errors that the provider reports in the ordinary course of a call, for example about a cancellation that came
    /// too late.
    public long benignErrors() {
        return benignErrors.sum();
    }

    /// Errors that were logged and lived through although we do not know their meaning.
    public long otherErrors() {
        return otherErrors.sum();
    }

    /// Bytes of the caller's sound that were dropped, oldest first, because the session was not ready for too long.
    public long droppedCallerBytes() {
        return droppedCallerBytes.sum();
    }

    /// Sessions that were answered by another model than the wanted one.
    public long otherModels() {
        return otherModels.sum();
    }

    /// Messages that were written while the connection had not taken earlier ones: the forerunner of an overflow.
    public long congestedWrites() {
        return congestedWrites.sum();
    }

    /// Sessions that were ended because more waited to be sent than is allowed.
    public long overflows() {
        return overflows.sum();
    }

    /// Errors by which the provider says that it is in trouble for the moment.
    public long retryableErrors() {
        return retryableErrors.sum();
    }

    /// Lost conversations that were taken up again on the provider's side.
    public long resumedSessions() {
        return resumedSessions.sum();
    }

    /// Lost conversations that the provider did not take up again; a new session went on instead.
    public long refusedResumptions() {
        return refusedResumptions.sum();
    }

    /// Tool calls that were not acted upon, because their response was cut, or there were too many.
    public long droppedToolCalls() {
        return droppedToolCalls.sum();
    }

    /// Lines that were never said, because too many waited.
    public long droppedLines() {
        return droppedLines.sum();
    }
}
