package dev.switchhook.domain.port.registry;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The durable record of all calls, shared by every process of an installation.
///
/// What it promises: every method is one atomic step. A ticket is claimed once. States only go forward
/// ([CallState#next]), and [CallState#OVER] absorbs. A call that has changed hands cannot be written by its former
/// owner: whoever writes names the epoch of its ownership, and an old one is refused ("fenced"). Leases and times run
/// by the registry's own clock, never by that of a node. A record is never forgotten while its call might be
/// announced again.
///
/// Slow: every method may block, for 2 s at most. Safe for use by several threads. When the registry cannot be
/// reached, every method throws [RegistryUnavailable]; whether its change took effect is unknown then, and doing it
/// again is harmless.
public interface CallRegistry {

    /// Records a call that was announced, unless it is known. Once a media connection was made for the call, every
    /// further announcement of it is [Announced.Replayed], also while a reissued ticket waits.
    ///
    /// @param fresh the ticket that is kept when the call is new
    /// @param life how long the ticket may be used
    Announced announce(IncomingCall call, StreamTicket fresh, Duration life) throws RegistryUnavailable;

    /// Whether this ticket was given out, has not been used, and has not expired. Nothing is claimed by asking.
    boolean expects(StreamTicket ticket) throws RegistryUnavailable;

    /// Uses up the ticket of a call, and makes the claimer the owner of the call: the epoch grows by one, and the
    /// state is [CallState#LIVE].
    ///
    /// @return the record after the claim; empty when ticket and call do not fit, the ticket was used or has
    ///     expired, or the call is past [CallState#LIVE]
    Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) throws RegistryUnavailable;

    /// Gives a live call another ticket, so that a new media connection can be made for it. The owner stays until the
    /// ticket is claimed.
    ///
    /// @param epoch as last read; a call that has changed hands since gets no ticket
    /// @param fresh the ticket that is kept, unless one of the call still waits to be used; either may be used for
    ///     `life` from now
    /// @return the ticket that may be used now; empty when the call is not [CallState#LIVE] or has another epoch
    Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life)
            throws RegistryUnavailable;

    /// Moves the call of an owner forward. Repeating it, or asking for a state that was already passed, changes
    /// nothing and is no mistake.
    ///
    /// @param reason why, for states that have a reason; the first reason that was given stays
    /// @return false when the call has another epoch, or is not known: the writer has lost it
    boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason) throws RegistryUnavailable;

    /// Lets a call go: it has no owner from now on, and whoever finds it may take it over.
    ///
    /// @return false when the call has another epoch, or is not known
    boolean release(CallId call, long epoch) throws RegistryUnavailable;

    /// Records that the carrier says that the call is over. Allowed to everybody, whoever the owner is; harmless for
    /// calls that are not known.
    ///
    /// @param reason kept when no reason is known yet
    void over(CallId call, EndReason reason) throws RegistryUnavailable;

    /// Makes a node the owner of a call: the epoch grows by one.
    ///
    /// @param epoch as last read
    /// @return the record after that; empty when it has another epoch by now, or is [CallState#OVER]
    Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) throws RegistryUnavailable;

    /// The record of a call.
    Optional<CallRecord> find(CallId call) throws RegistryUnavailable;

    /// Calls that may need somebody: every call that is not [CallState#OVER] and
    ///
    /// - is owned by a node whose lease has lapsed, that has left, or that has never had a lease, or
    /// - has no owner, and was last touched longer than `patience` ago; if it is still [CallState#ANNOUNCED], only
    ///   when its ticket has expired, too, because until then its media connection may be on its way, or
    /// - is [CallState#ENDING] and was last touched longer than `patience` ago, whoever owns it.
    ///
    /// @param most how many are returned at most, those that were touched the longest ago first
    List<CallRecord> unattended(Duration patience, int most) throws RegistryUnavailable;

    /// The calls that a node owns and that are not over, with their epochs.
    Map<CallId, Long> ownedBy(NodeId node) throws RegistryUnavailable;

    /// Says that a node lives, for the length of the lease from now.
    ///
    /// @param address see [Node#address]
    void renew(NodeId node, String address, Duration lease) throws RegistryUnavailable;

    /// Says that a node is being stopped: its lease lapses at once.
    void leave(NodeId node) throws RegistryUnavailable;

    /// A node that has ever renewed its lease.
    Optional<Node> node(NodeId node) throws RegistryUnavailable;
}
