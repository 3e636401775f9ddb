-- Grant money that was not spent by the end of its financial year, and the letters by which
-- whoever gives the grant let it be carried forward. A letter that was entered wrongly is set
-- right by another of the opposite amount: none is changed.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE carry_forwards (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    year       integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    pence      bigint NOT NULL CHECK (pence <> 0 AND pence BETWEEN -100000000000 AND 100000000000),
    letter_on  date NOT NULL,
    agreed_by  text NOT NULL CHECK (agreed_by <> ''),
    reference  text NOT NULL DEFAULT '',
    by_name    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX carry_forwards_project ON carry_forwards (project_id, year);
CREATE TRIGGER carry_forwards_append_only BEFORE UPDATE ON carry_forwards FOR EACH ROW EXECUTE FUNCTION refuse_change();
GRANT SELECT ON carry_forwards TO homeground_app;
GRANT INSERT (project_id, year, pence, letter_on, agreed_by, reference, by_name) ON carry_forwards TO homeground_app;

CREATE TRIGGER note_added AFTER INSERT ON carry_forwards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('carry_forward', 'id', '%1$s.id::text', '%1$s.year || ''-'' || lpad(((%1$s.year + 1) %% 100)::text, 2, ''0'')', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at', '', '');
CREATE TRIGGER note_removed AFTER DELETE ON carry_forwards REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('carry_forward', 'id', '%1$s.id::text', '%1$s.year || ''-'' || lpad(((%1$s.year + 1) %% 100)::text, 2, ''0'')', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at', '', '');

-- +goose Down
DROP TABLE carry_forwards;
