package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.tools.ToolReply;
import java.util.Optional;

/// The lines of the spa that callers are told word for word, because a wrong code or price cannot be taken back.
/// Immutable.
///
/// @param booked said once something is booked or moved; [#CODE] in it stands for the code, character by character.
///     Empty when the agent chooses the words
/// @param price said when the price of one service was asked for; [#SERVICE] and [#PRICE] stand in it. Empty when the
///     agent chooses the words
public record ExactLines(String booked, String price) {

    /// What stands for the code in the line about a booking.
    public static final String CODE = "{{code}}";

    /// What stands for the name of the service in the line about a price.
    public static final String SERVICE = "{{service}}";

    /// What stands for the price.
    public static final String PRICE = "{{price}}";

    /// The lines of a house whose agent begins in English.
    public static final ExactLines ENGLISH =
            new ExactLines("It is booked. Your code is " + CODE + ".", "The " + SERVICE + " is " + PRICE + ".");

    ToolReply booked(String code, Object answer) {
        return done(booked.replace(CODE, Wording.spelled(code)), answer);
    }

    ToolReply price(Service service, Object answer) {
        return done(price.replace(SERVICE, service.name()).replace(PRICE, Wording.saidPrice(service.price())), answer);
    }

    private static ToolReply done(String line, Object answer) {
        return new ToolReply.Done(answer, Optional.of(line).filter(it -> !it.isBlank()));
    }
}
