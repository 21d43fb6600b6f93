package dev.switchhook.app.simulation;

/// How much goes wrong in the worlds of a run.
///
/// @param rate how often each kind of fault comes at each opportunity for it, 0 to 1
/// @param faultsEnd when the last fault comes, in milliseconds from the beginning of the call
/// @param longestOutage the longest outage of a request path or the registry, in milliseconds
/// @param stubborn whether closes are lost and requests fail much more often than anything else
/// @param sabotage what is broken on purpose
record Mix(double rate, long faultsEnd, long longestOutage, boolean stubborn, Sabotage sabotage) {

    /// That many percent of faults, for a minute.
    static Mix percent(int faults) {
        return new Mix(faults / 100.0, 60_000, 25_000, false, Sabotage.NONE);
    }

    /// The same with something broken. A limit of 12 tries shows only where requests fail for minutes, so that such a
    /// carrier comes with it.
    Mix with(Sabotage broken) {
        boolean patient = broken == Sabotage.RETRY_LIMIT || broken == Sabotage.STUBBORN_CARRIER;
        Mix mix = patient ? stubbornCarrier() : this;
        return new Mix(mix.rate, mix.faultsEnd, mix.longestOutage, mix.stubborn, broken);
    }

    /// The same with a carrier that often loses closes and whose requests are down for minutes.
    Mix stubbornCarrier() {
        return new Mix(rate, 400_000, 390_000, true, sabotage);
    }

    double rateOf(Fault kind) {
        if (stubborn && (kind == Fault.CLOSE_LOST || kind == Fault.REQUEST_OUTAGE)) {
            return 0.5;
        }
        return rate * kind.weight();
    }
}
