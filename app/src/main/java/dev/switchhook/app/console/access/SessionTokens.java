package dev.switchhook.app.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/// Sessions as signed tokens (JWT), which any process with the same secret understands. Safe for use by several
/// threads.
@Singleton
final class SessionTokens {

    private static final String BEGAN = "began";
    private static final int LONGEST = 1000;

    private final ConsoleKey key;
    private final InstantSource clock;

    SessionTokens(ConsoleKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    String write(Session session) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(session.id())
                .subject(session.user())
                .issueTime(Date.from(session.seen()))
                .expirationTime(Date.from(session.ends()))
                .claim(BEGAN, session.began().getEpochSecond())
                .build();
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key.of("session")));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the key does not fit", impossible);
        }
    }

    /// The session of a token that we have signed, if it has not ended.
    Optional<Session> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            // Nothing but our own way of signing, whatever the token says of itself.
            if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())
                    || !signed.verify(new MACVerifier(key.of("session")))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            return Optional.of(new Session(
                            claims.getJWTID(),
                            claims.getSubject(),
                            Instant.ofEpochSecond(claims.getLongClaim(BEGAN)),
                            claims.getIssueTime().toInstant()))
                    .filter(session -> session.lives(clock.instant()));
        } catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }
}
