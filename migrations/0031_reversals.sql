-- A reversal of spend bears its own day, so that a financial year that is over stays as it
-- was. An order is what is owed, not what went out: it is taken back on its own day, where
-- it stands. Each entry says when it was posted, which the database alone sets,
-- and what a finance system calls it, if it came from one.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- What was posted before this was kept has the time of its audit entry.
ALTER TABLE ledger_entries ADD at timestamptz, ADD reference text NOT NULL DEFAULT '';
ALTER TABLE ledger_entries DISABLE TRIGGER USER;
UPDATE ledger_entries e SET at = (SELECT min(a.at) FROM audit_entries a WHERE a.object = 'ledger_entry' AND a.action = 'added' AND a.object_id = e.id::text);
ALTER TABLE ledger_entries ENABLE TRIGGER USER;
ALTER TABLE ledger_entries ALTER at SET DEFAULT now();
REVOKE INSERT ON ledger_entries FROM homeground_app;
GRANT INSERT (project_id, kind, category, capital, eligible, on_day, pence, note, settles, beside, reverses, reference, by_name, source) ON ledger_entries TO homeground_app;

CREATE UNIQUE INDEX ledger_entries_reference ON ledger_entries (project_id, reference) WHERE reference <> '';

-- +goose StatementBegin
-- A reversal is the whole of what it reverses, turned round, on no earlier day, whoever writes it.
CREATE OR REPLACE FUNCTION reversal_matches() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_entries e WHERE e.id = NEW.reverses
            AND (e.project_id, e.kind, e.category, e.capital, e.eligible, e.pence) = (NEW.project_id, NEW.kind, NEW.category, NEW.capital, NEW.eligible, -NEW.pence)
            AND CASE e.kind WHEN 'commitment' THEN NEW.on_day = e.on_day ELSE NEW.on_day >= e.on_day END) THEN
        RAISE EXCEPTION 'a reversal is of the same money' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_matches';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

-- A line that money came back to may cost less than nothing in all.
ALTER TABLE budget_lines DROP CONSTRAINT budget_lines_expected_pence_check;

-- The audit has its own time, so at is no change of its own.
DROP TRIGGER note_added ON ledger_entries;
CREATE TRIGGER note_added AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('ledger_entry', 'id', '%1$s.id::text', 'left(%1$s.note, 200)', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at', '', '');

-- +goose Down
DROP TRIGGER note_added ON ledger_entries;
CREATE TRIGGER note_added AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('ledger_entry', 'id', '%1$s.id::text', 'left(%1$s.note, 200)', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', '', '', '');
UPDATE budget_lines SET expected_pence = 0 WHERE expected_pence < 0;
ALTER TABLE budget_lines ADD CHECK (expected_pence >= 0);
GRANT INSERT ON ledger_entries TO homeground_app;
ALTER TABLE ledger_entries DROP at, DROP reference;
-- +goose StatementBegin
-- As 0027 has it, for what is reversed from now on.
CREATE OR REPLACE FUNCTION reversal_matches() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_entries e WHERE e.id = NEW.reverses AND (e.project_id, e.kind, e.category, e.capital, e.eligible, e.on_day, e.pence)
            = (NEW.project_id, NEW.kind, NEW.category, NEW.capital, NEW.eligible, NEW.on_day, -NEW.pence)) THEN
        RAISE EXCEPTION 'a reversal is of the same money' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_matches';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
