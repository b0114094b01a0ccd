-- A round's sheets stand whole and sorted in one row; a poll's snapshot says by what they are read; results are kept as finished.
-- undo ends here: 测评票改为整遍存放，按开始录入时的票样和名单读取

ALTER TABLE campaign_category ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;

ALTER TABLE count_round ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;

UPDATE count_round SET standing = finished;

CREATE TABLE poll (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL UNIQUE REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  keyed INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO poll (id, campaign_id, body, digest)
SELECT campaign_id, campaign_id, body, text_digest(body)
FROM (
  SELECT campaign.id AS campaign_id, json_object(
    'unit', campaign.unit,
    'form', json_object(
      'id', form.id, 'entry', form.entry, 'number', form.number, 'title', form.title, 'kind', form.kind, 'body', form.body
    ),
    'categories', (
      SELECT json_group_array(json_array(id, code, title, apart))
      FROM (SELECT * FROM campaign_category WHERE campaign_id = campaign.id ORDER BY position, rowid)
    ),
    'posts', (
      SELECT json_group_array(json_array(id, title, seats, write_ins))
      FROM (SELECT * FROM campaign_post WHERE campaign_id = campaign.id ORDER BY position, rowid)
    ),
    'subjects', (
      SELECT json_group_array(json_array(id, name, about, post_id))
      FROM (
        SELECT subject.* FROM campaign_subject AS subject LEFT JOIN campaign_post AS post ON post.id = subject.post_id
        WHERE subject.campaign_id = campaign.id
        ORDER BY post.position, post.rowid, subject.position, subject.rowid
      )
    ),
    'piles', json_array()
  ) AS body
  FROM campaign JOIN own_entry AS form ON form.id = campaign.form_version_id
  WHERE campaign.id IN (SELECT campaign_id FROM count_round)
);

ALTER TABLE sheet RENAME TO sheet_singly;

CREATE TABLE sheet (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL UNIQUE REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  marks TEXT NOT NULL,
  files TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

INSERT INTO sheet (id, round_id, number, marks)
SELECT round_id, round_id, sum(number), json_group_array(
  json_array('', category_id, void, marks, json(CASE write_ins WHEN '' THEN '[]' ELSE write_ins END), number)
)
FROM (SELECT * FROM sheet_singly ORDER BY round_id, coalesce(category_id, ''), void, marks, write_ins)
GROUP BY round_id;

DROP TABLE sheet_singly;

CREATE TABLE count_result (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  totals TEXT NOT NULL,
  digest TEXT NOT NULL,
  by TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL
) STRICT;

CREATE INDEX count_result_by_campaign ON count_result (campaign_id);

CREATE TABLE result_print (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL,
  document TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX result_print_by_campaign ON result_print (campaign_id);
