-- What a grant's letters award and when, what was paid of it, and its conditions in full:
-- what each takes back when it is broken, how that falls, and everything that became of it.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- The programme that options are weighed for: the last one recorded, until another is chosen.
ALTER TABLE programmes ADD current boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX programmes_current ON programmes (current) WHERE current;
CREATE FUNCTION current_programme() RETURNS bigint LANGUAGE sql STABLE SET search_path FROM CURRENT AS 'SELECT id FROM programmes ORDER BY current DESC, id DESC LIMIT 1';

-- The award, its dates and the grant of each year are those of the last letter.
CREATE TABLE grant_letters (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    kind         text NOT NULL CHECK (kind IN ('initial', 'variation', 'final')),
    number       integer NOT NULL CHECK (number >= 0), -- 0: the initial one
    letter_on    date NOT NULL,
    award_pence  bigint NOT NULL CHECK (award_pence BETWEEN 0 AND 9007199254740991),
    open_by      date NOT NULL,
    spend_by     date NOT NULL,
    match_pence  bigint NOT NULL CHECK (match_pence BETWEEN 0 AND 9007199254740991), -- that has to be found
    payment      text NOT NULL CHECK (payment IN ('arrears', 'advance')),
    years        jsonb NOT NULL DEFAULT '[]', -- of the award, by financial year: [{"year": 2026, "pence": 1}]
    says         text NOT NULL DEFAULT '',
    reference    text NOT NULL DEFAULT '',
    provenance   text NOT NULL,
    by_name      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (programme_id, number),
    CHECK ((kind = 'initial') = (number = 0))
);
CREATE TRIGGER grant_letters_append_only BEFORE UPDATE OR DELETE ON grant_letters FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was to be paid, was claimed, was paid, was stopped, went back and was written off.
-- Nothing is changed: what was entered wrongly is taken back by a row below 0.
CREATE TABLE payments (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    project_id   bigint REFERENCES projects ON DELETE CASCADE, -- none: not divided among projects
    kind         text NOT NULL CHECK (kind IN ('scheduled', 'claimed', 'actual', 'stopped', 'refund', 'write_off')),
    pence        bigint NOT NULL CHECK (pence <> 0 AND pence BETWEEN -9007199254740991 AND 9007199254740991),
    on_day       date NOT NULL,
    of_id        bigint REFERENCES payments, -- what it settles, or takes back
    reason       text NOT NULL DEFAULT '',
    approved_by  text NOT NULL DEFAULT '',
    reference    text NOT NULL DEFAULT '',
    provenance   text NOT NULL,
    by_name      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    CHECK (kind NOT IN ('stopped', 'write_off') OR reason <> ''),
    CHECK (kind <> 'write_off' OR approved_by <> ''),
    CHECK (pence > 0 OR reason <> '' AND of_id IS NOT NULL)
);
CREATE INDEX payments_programme ON payments (programme_id, on_day);
CREATE INDEX payments_project ON payments (project_id);
CREATE INDEX payments_of ON payments (of_id);
CREATE TRIGGER payments_append_only BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE conditions
    ADD site_id       bigint REFERENCES sites, -- binds one site only
    ADD clause        text NOT NULL DEFAULT '', -- where it stands: letter and number
    ADD owner         text NOT NULL DEFAULT '',
    ADD repeats_months integer NOT NULL DEFAULT 0 CHECK (repeats_months BETWEEN 0 AND 120),
    ADD before_id    bigint UNIQUE REFERENCES conditions ON DELETE CASCADE, -- the time before, of one that comes round again
    ADD triggers      jsonb NOT NULL DEFAULT '[]' CHECK (triggers <@ '["disposal", "transfer", "change_of_use", "closure", "mothball", "underuse"]'),
    ADD exposed_pence bigint CHECK (exposed_pence BETWEEN 1 AND 9007199254740991), -- none: all grant paid
    ADD taper         text NOT NULL DEFAULT 'none' CHECK (taper IN ('none', 'full_until_end', 'straight_line', 'stepped')),
    ADD starts_on     date,
    ADD starts_at     text NOT NULL DEFAULT '' CHECK (starts_at ~ '^(|M(0[1-9]|1[0-9]|2[0-7]))$'), -- the milestone its period begins with
    ADD period_months integer NOT NULL DEFAULT 0 CHECK (period_months BETWEEN 0 AND 1200),
    ADD steps         jsonb NOT NULL DEFAULT '[]',
    ADD CHECK (text <> ''),
    ADD CHECK (starts_on IS NULL OR starts_at = ''),
    ADD CHECK ((taper = 'none') = (period_months = 0)),
    ADD CHECK ((taper = 'stepped') = (steps <> '[]'));
CREATE INDEX conditions_programme ON conditions (programme_id);
CREATE INDEX conditions_project ON conditions (project_id);
CREATE INDEX conditions_site ON conditions (site_id);

-- Everything that became of a condition.
CREATE TABLE condition_moves (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    condition_id bigint NOT NULL REFERENCES conditions ON DELETE CASCADE,
    from_state   text NOT NULL,
    to_state     text NOT NULL,
    on_day       date NOT NULL,
    reason       text NOT NULL CHECK (reason <> ''),
    reference    text NOT NULL DEFAULT '', -- of the letter
    pence        bigint CHECK (pence BETWEEN 0 AND 9007199254740991), -- that is to be repaid, or was
    due_on       date, -- of a variation: the new day; of what is deferred: until then
    by_id        bigint REFERENCES users,
    by_name      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    payment_id   bigint REFERENCES payments -- the refund it made, or took back
);
CREATE INDEX condition_moves_condition ON condition_moves (condition_id);
CREATE TRIGGER condition_moves_append_only BEFORE UPDATE ON condition_moves FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Documents that show a condition is met, and who looked at them.
CREATE TABLE evidence (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    condition_id bigint NOT NULL REFERENCES conditions ON DELETE CASCADE,
    type         text NOT NULL CHECK (type IN ('letter', 'invoice', 'certificate', 'contract', 'minutes', 'report', 'photograph', 'legal', 'other')),
    title        text NOT NULL CHECK (title <> ''),
    file_name    text NOT NULL CHECK (file_name <> ''),
    media_type   text NOT NULL,
    bytes        bigint NOT NULL CHECK (bytes > 0),
    sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content      bytea NOT NULL,
    tells_place  boolean NOT NULL, -- where a restricted home is: only for those who may see that
    shared       boolean NOT NULL DEFAULT false CHECK (NOT (shared AND tells_place)), -- whoever gives the grant may see it
    by_id        bigint REFERENCES users,
    by_name      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    verdict      text NOT NULL DEFAULT '' CHECK (verdict IN ('', 'accepted', 'refused')),
    remark       text NOT NULL DEFAULT '',
    reviewed_by_name text NOT NULL DEFAULT '',
    reviewed_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    CHECK ((verdict = '') = (reviewed_at IS NULL)),
    CHECK (verdict <> 'refused' OR remark <> '')
);
ALTER TABLE evidence ALTER content SET STORAGE EXTERNAL;
CREATE INDEX evidence_condition ON evidence (condition_id);
CREATE TRIGGER evidence_keep BEFORE UPDATE OF id, condition_id, type, title, file_name, media_type, bytes, sha256, content, by_id, by_name, at ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT ON grant_letters, payments, condition_moves, evidence TO homeground_app;
GRANT INSERT (programme_id, kind, number, letter_on, award_pence, open_by, spend_by, match_pence, payment, years, says, reference, provenance, by_name) ON grant_letters TO homeground_app;
GRANT INSERT (programme_id, project_id, kind, pence, on_day, of_id, reason, approved_by, reference, provenance, by_name) ON payments TO homeground_app;
GRANT INSERT (condition_id, from_state, to_state, on_day, reason, reference, pence, due_on, by_id, by_name, payment_id) ON condition_moves TO homeground_app;
GRANT INSERT, UPDATE (shared, tells_place, verdict, remark, reviewed_by_name, reviewed_at, version) ON evidence TO homeground_app;

-- +goose StatementBegin
DO $$
DECLARE
    condition_of CONSTANT text := '(SELECT %s FROM conditions c WHERE c.id = %%1$s.condition_id)';
    t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('grant_letters', 'grant_letter', 'CASE %1$s.number WHEN 0 THEN ''the first letter'' ELSE ''variation '' || %1$s.number END', '''{}''::text[]', 'NULL::bigint', 'at by_name', 'added'),
        ('payments', 'payment', '%1$s.kind', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at by_name', 'added removed'),
        ('condition_moves', 'condition_move', format(condition_of, 'left(c.text, 200)'), 'authorities_of_project(' || format(condition_of, 'c.project_id') || ')', format(condition_of, 'c.project_id'), 'at by_name by_id', 'added'),
        ('evidence', 'evidence', '%1$s.title', 'authorities_of_project(' || format(condition_of, 'c.project_id') || ')', format(condition_of, 'c.project_id'), 'at by_name by_id content version', 'added changed')
        ) AS t (name, object, label, authorities, project, without, acts)
    LOOP
        FOR i IN 1..3 LOOP
            CONTINUE WHEN NOT (ARRAY['added', 'changed', 'removed'])[i] = ANY (string_to_array(t.acts, ' '));
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i], t.name,
                (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
                t.object, 'id', '%1$s.id::text', t.label, t.authorities, t.project, t.without, '', '');
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose Down
DROP TABLE evidence;
DROP TABLE condition_moves;
ALTER TABLE conditions DROP site_id, DROP clause, DROP owner, DROP repeats_months, DROP before_id, DROP triggers, DROP exposed_pence, DROP taper,
    DROP starts_on, DROP starts_at, DROP period_months, DROP steps, DROP CONSTRAINT conditions_text_check;
DROP INDEX conditions_programme, conditions_project;
DROP TABLE payments;
DROP TABLE grant_letters;
DROP FUNCTION current_programme;
ALTER TABLE programmes DROP current;
