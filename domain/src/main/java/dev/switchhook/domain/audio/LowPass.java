package dev.switchhook.domain.audio;

/// The filter that lies between 8 kHz and 24 kHz: at 24 kHz it lets everything through up to 3.4 kHz, what a telephone
/// carries, and nothing from 4 kHz on, what 8,000 samples in a second cannot carry.
///
/// A windowed sinc (Kaiser's window) of linear phase, designed for 70 dB. The width of the step between 3.4 kHz and
/// 4 kHz decides its length, and so its delay.
final class LowPass {

    /// How many samples of 24 kHz it looks at: an odd number, so that its delay is a whole number of samples.
    static final int LENGTH = 175;

    /// By how many samples of 24 kHz its output lags behind; a multiple of 3, so that it is whole at 8 kHz, too.
    static final int DELAY = (LENGTH - 1) / 2;

    private static final double RATE = 24_000;
    private static final double MIDDLE = 3_700;

    /// Kaiser's formula for 70 dB: `0.1102 * (70 - 8.7)`.
    private static final double BETA = 6.755;

    private LowPass() {}

    /// The coefficients, symmetrical; their sum is 1.
    static float[] coefficients() {
        double[] exact = new double[LENGTH];
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            double offset = i - DELAY;
            double edge = offset / DELAY;
            exact[i] = sinc(2 * MIDDLE / RATE * offset) * bessel(BETA * Math.sqrt(1 - edge * edge));
            sum += exact[i];
        }
        float[] coefficients = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            coefficients[i] = (float) (exact[i] / sum);
        }
        return coefficients;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /// The modified Bessel function of the first kind, order 0, by its series.
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-16; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
