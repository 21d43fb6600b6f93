package dev.switchhook.app;

import dev.switchhook.app.audit.AuditErasure;
import dev.switchhook.app.audit.JdbcAudit;
import dev.switchhook.app.business.Business;
import dev.switchhook.app.business.Businesses;
import dev.switchhook.app.cli.ForgetWork;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.KeepingSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.delivery.DeliveryErasure;
import dev.switchhook.app.filing.FileErasure;
import dev.switchhook.app.filing.FoundWordErasure;
import dev.switchhook.app.journal.WordErasure;
import dev.switchhook.app.ledger.EffectErasure;
import dev.switchhook.app.operator.RequestErasure;
import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.recording.RecordingErasure;
import dev.switchhook.app.retention.Forgetting;
import dev.switchhook.app.store.CallErasure;
import dev.switchhook.app.store.VisitedDatabase;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Everything that deletes what calls leave behind. Whoever adds a table or a file that holds something about a caller
/// adds its erasure here, or to its business.
final class Erasures {

    private Erasures() {}

    /// What forgets callers, for a command beside a server that may be running.
    static ForgetWork.Open forgetting(LoadedConfiguration configuration) {
        KeepingSettings settings = AppSettings.keepingOf(configuration);
        VisitedDatabase database = new VisitedDatabase(AppSettings.databaseOf(configuration));
        return new ForgetWork.Open(
                new Forgetting(database, of(database, settings), new JdbcAudit(database)), database::close);
    }

    /// All of them; the record of calls comes last, because a person's calls are found by it.
    static List<Erasure> of(DataSource database, KeepingSettings settings) {
        List<Erasure> all = new ArrayList<>(List.of(
                new RecordingErasure(database, settings.recordings()),
                new WordErasure(database),
                new EffectErasure(database),
                new RequestErasure(database),
                new DeliveryErasure(database),
                new FoundWordErasure(database),
                new FileErasure(database),
                new AuditErasure(database)));
        for (Business business : Businesses.installed()) {
            all.addAll(business.erasures(database));
        }
        all.add(new CallErasure(database));
        return List.copyOf(all);
    }
}
