/// The pure core of Switchhook: what a call is, and the ports through which it talks.
///
/// It requires nothing but `java.base`; the compiler refuses anything else. JSpecify's annotations are read at
/// compile time only.
module dev.switchhook.domain {
    requires static transitive org.jspecify;

    exports dev.switchhook.domain.audio;
    exports dev.switchhook.domain.call;
    exports dev.switchhook.domain.caller;
    exports dev.switchhook.domain.claim;
    exports dev.switchhook.domain.hangup;
    exports dev.switchhook.domain.port.assistant;
    exports dev.switchhook.domain.port.control;
    exports dev.switchhook.domain.port.journal;
    exports dev.switchhook.domain.port.line;
    exports dev.switchhook.domain.port.operator;
    exports dev.switchhook.domain.port.recording;
    exports dev.switchhook.domain.port.registry;
    exports dev.switchhook.domain.port.speech;
    exports dev.switchhook.domain.port.tool;
    exports dev.switchhook.domain.rehearsal;
    exports dev.switchhook.domain.settings;
    exports dev.switchhook.domain.tool;
    exports dev.switchhook.domain.turn;
}
