-- The register: one SQLite file, built whole from the archive and then only read.
--
-- This text is the schema and its documentation: docs/database.md is generated from the comments.
-- A comment above a table or view describes its rows, a comment after a column describes the column.
--
-- Conventions. Dates are ISO YYYY-MM-DD. Absent means NULL, never '' or a guess. Text keys are made
-- of content, so that another rule or another file renumbers nothing.
-- Provenance, on every extracted row: document_id, span_start, span_end (half-open, in code points,
-- into documents.text), page (NULL where the format has none) and rule. The quotation is
-- substr(documents.text, span_start + 1, span_end - span_start).

pragma user_version = 1;

-- === what was read ==========================================================================

-- A file of the archive that could be read: the current and the earlier versions of minutes,
-- trackers, agendas and everything else. Files that could not be read are in quarantine.
create table documents (
  id text primary key,             -- key, made of the content and the path
  sha256 text not null,            -- hash of the file's bytes, hexadecimal
  path text not null unique,       -- where it lies, relative to the archive; undecodable bytes as \xNN
  media_type text not null,        -- what its content is, whatever its name says
  bytes integer not null check (bytes >= 0), -- size of the file
  pages integer check (pages >= 0), -- number of pages; NULL where the format has none
  kind text not null check (kind in ('minutes', 'tracker', 'agenda', 'other')), -- what it is
  version text check (version in ('draft', 'approved')), -- what it calls itself; NULL where it does not say
  state text not null check (state in ('loaded', 'partial')), -- partial: some of it could not be read
  coverage real not null check (coverage between 0 and 1), -- share of the source's characters that reached text
  section_coverage real check (section_coverage between 0 and 1), -- share of the text's characters that stand in the sections of its meetings; NULL where it records none
  title text,                      -- title as printed, else as the file's properties give it
  marking text,                    -- protective marking as written
  meeting_id text references meetings (id), -- the meeting it records (the first, of several); NULL for what is neither minutes nor tracker
  is_current integer not null check (is_current in (0, 1)), -- of several files of one meeting exactly one is 1: the facts are taken from it
  text text not null               -- the whole running text, into which every span points
) strict;
create index documents_meeting on documents (meeting_id);
create index documents_sha256 on documents (sha256);
create index documents_partial on documents (state) where state = 'partial';

-- Which files record which meeting. One file may hold many meetings, and one meeting may stand in
-- several files (draft and approved, Word and PDF); its facts come from the current one alone.
create table meeting_documents (
  meeting_id text not null references meetings (id), -- the meeting
  document_id text not null references documents (id), -- a file that records it
  is_current integer not null check (is_current in (0, 1)), -- 1 for exactly one file a meeting
  primary key (meeting_id, document_id)
) strict;
create unique index meeting_documents_current on meeting_documents (meeting_id) where is_current = 1;
create index meeting_documents_document on meeting_documents (document_id);

-- A page of a document, and what became of it.
create table pages (
  document_id text not null references documents (id), -- the file
  number integer not null check (number >= 1), -- page number, from 1
  width real not null,             -- width in points
  height real not null,            -- height in points
  outcome text not null check (outcome in ('read', 'ocr', 'no-text', 'blank', 'failed')), -- how its text was had, or why there is none
  primary key (document_id, number)
) strict;

-- Text that is kept apart from the running text: headers, footers, comments, deleted words.
create table furniture (
  document_id text not null references documents (id), -- the file
  ordinal integer not null,        -- order in the file, from 0
  kind text not null check (kind in ('header', 'footer', 'page-number', 'comment', 'deleted', 'watermark', 'hidden', 'boilerplate')), -- what it is
  text text not null,              -- its words
  page integer,                    -- the page it stands on, where known
  primary key (document_id, ordinal)
) strict;

-- === meetings ===============================================================================

-- A board, panel or committee whose minutes are in the archive.
create table bodies (
  id text primary key,             -- key, as in models/bodies where the body is known there
  name text not null,              -- full name
  kind text not null check (kind in ('board', 'accountability', 'panel', 'committee', 'tracker', 'other')), -- what most of its meetings are
  area text                        -- the police area it serves, where the body's file says so
) strict;

-- A meeting that was held, or an action tracker dated by the day it was compiled.
create table meetings (
  id text primary key,             -- key, made of body and date; of the file while undated
  body_id text not null references bodies (id), -- whose meeting
  title text,                      -- title as printed
  date text check (date is date(date)), -- day it was held (the first day of several)
  date_last text check (date_last is date(date_last)), -- last day of a meeting over several days
  date_text text,                  -- the date as written
  date_basis text check (date_basis in ('stated', 'section-ref', 'financial-year', 'next-meeting', 'weekday', 'file-name', 'document-text')), -- where the date, or its year, comes from
  start_time text check (start_time glob '[0-2][0-9]:[0-5][0-9]'), -- HH:MM
  end_time text check (end_time glob '[0-2][0-9]:[0-5][0-9]'), -- HH:MM
  venue text,                      -- place as written
  chair text,                      -- who chaired
  kind text not null check (kind in ('board', 'accountability', 'panel', 'committee', 'tracker', 'other')), -- what sort of meeting; tracker: a list of actions that is a file of its own
  next_date text check (next_date is date(next_date)), -- day of the next meeting, where a single day follows
  next_text text,                  -- what is said of the next meeting's date, as written
  hmicfrs_discussed integer not null check (hmicfrs_discussed in (0, 1)), -- 1 where the inspectorate or a programme of its is named
  document_id text not null references documents (id), -- provenance: the current file of the meeting
  span_start integer not null,     -- provenance: first character of the words that date or name it
  span_end integer not null,       -- provenance: one past their last character
  page integer,                    -- provenance: page of the words
  rule text not null references rules (id), -- provenance: the rule that made the row
  check ((date is null) = (date_basis is null)),
  check (date_last is null or date_last > date)
) strict;
create index meetings_body_date on meetings (body_id, date);
create index meetings_date on meetings (date);
create index meetings_document on meetings (document_id);

-- One person across meetings.
create table people (
  id text primary key,             -- key
  name text not null,              -- name as it is usually written
  document_id text not null references documents (id), -- provenance: file of an attendance that shows the name
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index people_name on people (name);
create index people_document on people (document_id);

-- A line of a meeting's attendance.
create table attendances (
  id text primary key,             -- key
  meeting_id text not null references meetings (id), -- the meeting
  ordinal integer not null,        -- order in the list, from 0
  person_id text references people (id), -- who it is across meetings; NULL where that is in doubt
  name text not null,              -- name as written, without rank, title or bracket
  initials text,                   -- personal initials ("NL")
  abbreviation text,               -- what the bracket after the name holds, initials or post ("NL", "PCC")
  rank text,                       -- rank or title before the name
  role text,                       -- post as written
  organisation text,               -- organisation as written
  status text not null check (status in ('present', 'apologies', 'in attendance', 'absent')), -- how the person stands in the list
  basis text not null,             -- what the status rests on ("stated", or the rule of thumb that was used)
  remote integer not null check (remote in (0, 1)), -- 1 where attendance by telephone or video is marked
  chair integer not null check (chair in (0, 1)), -- 1 for the chair
  minute_taker integer not null check (minute_taker in (0, 1)), -- 1 for who took the minutes
  note text,                       -- partial attendance, stand-in for whom
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index attendances_meeting on attendances (meeting_id, ordinal);
create index attendances_person on attendances (person_id);
create index attendances_document on attendances (document_id);

-- An item of the minutes. Earlier versions and agendas have sections too, so that they can be searched.
create table sections (
  id text primary key,             -- key
  meeting_id text references meetings (id), -- the meeting whose current minutes it is part of; NULL in earlier versions and in agendas
  parent_id text references sections (id), -- the section that it stands under
  ordinal integer not null,        -- order in the document, from 0
  level integer not null,          -- depth, from 0
  number text,                     -- number as written
  heading text,                    -- heading as written
  purpose text,                    -- what the board is asked for (decision, information, assurance …)
  role text not null check (role in ('attendance', 'previous-minutes', 'action-review', 'inspection', 'any-other-business', 'next-meeting', 'summary-of-actions', 'item')), -- what the section is for
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id), -- provenance
  text text not null               -- its words, heading included
) strict;
create index sections_meeting on sections (meeting_id, ordinal);
create index sections_document on sections (document_id, ordinal);
create index sections_parent on sections (parent_id);

-- === actions ================================================================================

-- What somebody is to do, as raised at a meeting.
create table actions (
  id text primary key,             -- key, made of the meeting and the words
  meeting_id text not null references meetings (id), -- where it was raised
  section_id text references sections (id), -- the item under which it was raised
  ref text,                        -- reference as written ("17/2022", "Action 3")
  text text not null,              -- what is to be done, as written
  kind text not null check (kind in ('labelled', 'implied')), -- labelled: the minute-taker marked it as an action; implied: only promised in prose
  owners_text text,                -- owners as written; each is a row of action_owners
  due_text text,                   -- deadline as written
  due_date text check (due_date is date(due_date)), -- last day that still meets the deadline; NULL where no date follows
  due_basis text check (due_basis in ('stated', 'year-inferred', 'month', 'named-meeting', 'next-meeting', 'period', 'relative', 'correction')), -- how due_date follows from due_text; correction: a person set it
  confidence real not null check (confidence between 0 and 1), -- how sure the rule is that this is an action
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id), -- provenance
  check (due_date is null or due_basis is not null)
) strict;
create index actions_meeting on actions (meeting_id, span_start);
create index actions_section on actions (section_id);
create index actions_document on actions (document_id);
create index actions_ref on actions (ref);
create index actions_due on actions (due_date);

-- Who is to do an action: one row an owner, in printed order. None where the minutes name none.
create table action_owners (
  action_id text not null references actions (id), -- the action
  ordinal integer not null,        -- printed order, from 0
  text text not null,              -- as written ("RJ", "Force")
  name text not null,              -- resolved name, else as written
  kind text not null check (kind in ('person', 'post', 'organisation', 'unknown')), -- what the owner is
  person_id text references people (id), -- the person, where the attendance shows who it is
  basis text not null,             -- what the resolution rests on
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id), -- provenance
  primary key (action_id, ordinal)
) strict;
create index action_owners_name on action_owners (name);
create index action_owners_text on action_owners (text);
create index action_owners_person on action_owners (person_id);
create index action_owners_document on action_owners (document_id);

-- A mention of an earlier action: what a meeting or a tracker says of it. Status is derived from these.
create table action_events (
  id text primary key,             -- key
  action_id text references actions (id), -- the action; NULL where the words name none that we hold
  meeting_id text not null references meetings (id), -- the meeting or tracker that says it
  section_id text references sections (id), -- the item under which it is said
  ref text,                        -- reference as written
  status text not null check (status in ('open', 'in-progress', 'carried-forward', 'rescheduled', 'reassigned', 'on-hold', 'complete', 'closed', 'closed-superseded', 'transferred', 'withdrawn', 'disputed', 'unknown')), -- what it says
  grade text not null check (grade in ('listed', 'stated', 'table', 'narrative', 'count', 'log-updated')), -- how strong the words are, strongest first
  text text not null,              -- what is said, as written
  quote text not null,             -- the words of the span, exactly: the evidence
  earlier_text text,               -- the words of the earlier action, where they are quoted
  successor_ref text,              -- reference of the action that takes its place
  owners_text text,                -- new owners as written
  due_text text,                   -- new deadline as written
  due_date text check (due_date is date(due_date)), -- last day that still meets the new deadline
  dated_text text,                 -- the day that the words give for an ending, as written ("18 June" in "Complete (18 June)")
  dated_on text check (dated_on is date(dated_on)), -- that day; NULL where the words give none: then the meeting's day is all that is known
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index action_events_action on action_events (action_id, meeting_id);
create index action_events_meeting on action_events (meeting_id, span_start);
create index action_events_section on action_events (section_id);
create index action_events_document on action_events (document_id);

-- A deadline that names a meeting ("the next meeting", "the July board"), where later minutes tell
-- which day that is: what it was taken to be from which day on. The first step is that of its own minutes.
create table due_days (
  row_id text not null,            -- the action, or the event that gives a new deadline
  known_from text not null check (known_from is date(known_from)), -- the day from which it was so known
  due_date text check (due_date is date(due_date)), -- last day that met the deadline, as known then; NULL where no date followed
  document_id text not null references documents (id), -- provenance: the words of the deadline
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id), -- provenance
  primary key (row_id, known_from)
) strict;
create index due_days_document on due_days (document_id);

-- Minutes that are held only as a draft, and that a later meeting of the same body approved by their
-- date, telling of no change: from that meeting on, what they say of endings counts.
create table draft_approvals (
  meeting_id text primary key references meetings (id), -- the meeting whose minutes are held as a draft
  approved_by text not null references meetings (id), -- the later meeting that approved them
  approved_on text not null check (approved_on is date(approved_on)), -- its day
  document_id text not null references documents (id), -- provenance: the words that approve them
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index draft_approvals_by on draft_approvals (approved_by);
create index draft_approvals_document on draft_approvals (document_id);

-- How one action stands to another.
create table action_links (
  id text primary key,             -- key
  source_action_id text not null references actions (id), -- the later action
  target_action_id text not null references actions (id), -- the earlier action
  kind text not null check (kind in ('supersedes', 'transfers', 'duplicates', 'continues')), -- how source stands to target
  suggested integer not null check (suggested in (0, 1)), -- 1: a machine's proposal, never counted as evidence
  score real,                      -- likeness of the words, 0 to 1
  reason text not null             -- why, in words
) strict;
create index action_links_source on action_links (source_action_id);
create index action_links_target on action_links (target_action_id);

-- === decisions ==============================================================================

-- What a meeting decided.
create table decisions (
  id text primary key,             -- key
  meeting_id text not null references meetings (id), -- the meeting
  section_id text references sections (id), -- the item
  text text not null,              -- the decision as written
  outcome text not null check (outcome in ('approved', 'approved-conditionally', 'not-approved', 'deferred', 'noted', 'agreed', 'resolved')), -- what was decided
  condition text,                  -- condition as written
  maker text,                      -- who decided, as written
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index decisions_meeting on decisions (meeting_id, span_start);
create index decisions_section on decisions (section_id);
create index decisions_document on decisions (document_id);

-- === the inspectorate =======================================================================

-- An inspection that the minutes name. Programme, title and year are NULL where the words do not say.
create table inspections (
  id text primary key,             -- key, made of body, programme, title and year
  body text not null,              -- the inspectorate
  programme text,                  -- PEEL, SOC …
  title text,                      -- title of the report
  year integer,                    -- year of the report or round
  round text,                      -- name of the round, where the year printed is one of the programme's ("2021/22")
  document_id text not null references documents (id), -- provenance: a mention that shows it
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index inspections_document on inspections (document_id);

-- A cause of concern, recommendation or area for improvement that the minutes name: by a number, by
-- its topic, or as the one of its inspection. Groups ("fourteen AFIs") are no items.
create table inspection_items (
  id text primary key,             -- key
  inspection_id text not null references inspections (id), -- the inspection
  kind text not null check (kind in ('cause-of-concern', 'recommendation', 'afi')), -- what it is
  number text,                     -- number as written
  text text not null,              -- the words that name it
  topic text,                      -- what it is about, in lower case, where no number tells it from others
  parent_id text references inspection_items (id), -- the cause of concern that the minutes put a recommendation under
  board_status text check (board_status in ('complete', 'closed', 'in-progress')), -- what the latest minutes say that the board or the force makes of it; never inferred from inspectorate_status
  inspectorate_status text check (inspectorate_status in ('outstanding', 'partially-outstanding', 'in-progress', 'pending-sign-off', 'signed-off', 'superseded')), -- what the latest minutes say the inspectorate has done; never inferred from board_status
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index inspection_items_inspection on inspection_items (inspection_id);
create index inspection_items_document on inspection_items (document_id);
create index inspection_items_parent on inspection_items (parent_id);

-- Words that name the inspectorate, a programme or an item of a report.
create table inspection_mentions (
  id text primary key,             -- key
  meeting_id text not null references meetings (id), -- the meeting
  section_id text references sections (id), -- the item of the minutes
  inspection_id text not null references inspections (id), -- the inspection
  inspection_item_id text references inspection_items (id), -- the item of the report, where one is named
  inspectorate_status text check (inspectorate_status in ('outstanding', 'partially-outstanding', 'in-progress', 'pending-sign-off', 'signed-off', 'superseded')), -- what these words say the inspectorate has done
  board_status text check (board_status in ('complete', 'closed', 'in-progress')), -- what these words say that the board or the force makes of it
  parent_id text references inspection_items (id), -- the cause of concern that these words put a recommendation under
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index inspection_mentions_meeting on inspection_mentions (meeting_id);
create index inspection_mentions_section on inspection_mentions (section_id);
create index inspection_mentions_inspection on inspection_mentions (inspection_id);
create index inspection_mentions_parent on inspection_mentions (parent_id);
create index inspection_mentions_item on inspection_mentions (inspection_item_id);
create index inspection_mentions_document on inspection_mentions (document_id);

-- A day of the duty to reply to a report, as minutes print it. The local policing body publishes its
-- comments within 56 days that begin with the day on which the report is published (Police Act 1996
-- s.55(5A)).
create table inspection_replies (
  id text primary key,             -- key
  meeting_id text not null references meetings (id), -- the meeting whose minutes say so
  section_id text references sections (id), -- the item of the minutes
  inspection_id text not null references inspections (id), -- the inspection
  kind text not null check (kind in ('published', 'last-day', 'answered')), -- which day: of the report's publication, the last one for comments as printed, of the comments' publication
  day text not null check (day is date(day)), -- the day
  day_text text,                   -- the day as written
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id) -- provenance
) strict;
create index inspection_replies_meeting on inspection_replies (meeting_id);
create index inspection_replies_section on inspection_replies (section_id);
create index inspection_replies_inspection on inspection_replies (inspection_id, kind, day);
create index inspection_replies_document on inspection_replies (document_id);

-- An action that serves an inspection, and the words that show it.
create table action_inspections (
  action_id text not null references actions (id), -- the action
  mention_id text not null references inspection_mentions (id), -- the words that show it
  inspection_id text not null references inspections (id), -- the inspection
  inspection_item_id text references inspection_items (id), -- the item of the report, where one is named
  meeting_id text not null references meetings (id), -- the meeting whose words show it
  reason text not null check (reason in ('named-in-action', 'named-in-section', 'linked-item', 'tracker')), -- why it is linked
  document_id text not null references documents (id), -- provenance
  span_start integer not null,     -- provenance
  span_end integer not null,       -- provenance
  page integer,                    -- provenance
  rule text not null references rules (id), -- provenance
  primary key (action_id, mention_id)
) strict;
create index action_inspections_mention on action_inspections (mention_id);
create index action_inspections_inspection on action_inspections (inspection_id);
create index action_inspections_item on action_inspections (inspection_item_id);
create index action_inspections_meeting on action_inspections (meeting_id);
create index action_inspections_document on action_inspections (document_id);

-- === doubts, and what was not read ==========================================================

-- A doubt or a defect, kept beside the facts.
create table issues (
  id text primary key,             -- key
  document_id text not null references documents (id), -- the file
  meeting_id text references meetings (id), -- the meeting, where it concerns one
  stage text not null,             -- the stage that saw it
  code text not null,              -- a word of docs/issues.md
  level text not null check (level in ('info', 'warning', 'error')), -- how much it matters
  message text not null,           -- a sentence
  span_start integer,              -- first character of the words concerned, where there are any
  span_end integer                 -- one past their last character
) strict;
create index issues_document on issues (document_id);
create index issues_meeting on issues (meeting_id);
create index issues_code on issues (code);

-- A file that could not be read, with the reason and what to do about it.
create table quarantine (
  path text primary key,           -- where it lies, relative to the archive; undecodable bytes as \xNN
  sha256 text,                     -- hash of its bytes; NULL where they could not be read
  kind text not null check (kind in ('encrypted', 'empty', 'type-mismatch', 'malformed', 'corrupt-zip', 'missing-part', 'too-large', 'too-many-pages', 'xml-dtd', 'ambiguous', 'timeout', 'out-of-memory', 'parser-crash', 'needs-ocr', 'no-text', 'garbled-text', 'unreadable', 'changed-while-reading', 'unsupported')), -- why
  message text not null            -- a sentence for an officer, with what to do
) strict;

-- A file of the archive that is no document and was not set aside: it was passed over unopened, or
-- opened for the files that it holds. With documents and quarantine, every file seen has one row.
create table skipped (
  path text primary key,           -- where it lies, relative to the archive; undecodable bytes as \xNN
  reason text not null             -- why, in words: a lock file, a link, no ordinary file, and so on
) strict;

-- What a person changed. The file of corrections beside the register is their home; they are
-- applied anew at every build. Only those that apply bear on the register.
create table corrections (
  id text primary key,             -- key
  number integer not null unique check (number >= 1), -- its place in the file, from 1
  made_on text not null,           -- when, ISO date and time
  made_by text not null,           -- who
  reason text not null,            -- why
  kind text not null check (kind in ('not-an-action', 'owner', 'due', 'event-closes', 'event-concerns', 'event-does-not-concern', 'confirm-link', 'reject-link', 'closed-by-hand', 'undo')), -- what is said
  table_name text not null,        -- which table
  row_id text not null,            -- which row, by its key in this register; by its key of then where it is not found
  other_id text,                   -- the action that an event is given to or taken from; the earlier action of a link
  field text not null,             -- which column
  machine_value text,              -- what the machine had found
  person_value text,               -- what the person says
  note text,                       -- what a closing by hand rests on
  document_name text,              -- the paper that shows it
  document_sha256 text,            -- hash of that paper
  meeting_id text references meetings (id), -- the meeting whose minutes it rests on, while they are here
  words text,                      -- the words of the minutes that it rests on
  words_sha256 text,               -- hash of those words in lower case, without punctuation
  applies integer not null check (applies in (0, 1)), -- 0: it bears on nothing here
  state text not null check (state in ('applies', 'lapsed', 'replaced', 'undone')), -- lapsed: the words it rests on have changed or are gone
  outcome text,                    -- why it does not apply
  previous_hash text not null,     -- hash of the correction before
  hash text not null,              -- hash of this one and, through previous_hash, of all before it
  check ((state = 'applies') = (applies = 1))
) strict;
create index corrections_row on corrections (row_id);
create index corrections_meeting on corrections (meeting_id);

-- An action that a person closed, where no minutes do. It is a person's word and never counts as
-- evidence of the minutes: its provenance is the action's own words.
create table hand_closings (
  correction_id text primary key references corrections (id), -- the correction
  action_id text not null references actions (id), -- the action
  closed_on text not null check (closed_on is date(closed_on)), -- the day that the person gives
  closed_by text not null,         -- who says so
  note text not null,              -- what it rests on
  document_name text,              -- the paper that shows it
  document_sha256 text,            -- hash of that paper
  document_id text not null references documents (id), -- provenance: the action's
  span_start integer not null,     -- provenance: the action's
  span_end integer not null,       -- provenance: the action's
  page integer,                    -- provenance: the action's
  rule text not null references rules (id) -- provenance: correction.closed-by-hand
) strict;
create index hand_closings_action on hand_closings (action_id);
create index hand_closings_document on hand_closings (document_id);

-- What built this database.
create table runs (
  id integer primary key,          -- 1: this database was built whole by one run
  started_at text not null,        -- ISO date and time, UTC
  finished_at text not null,       -- ISO date and time, UTC, before the checks
  version text not null,           -- version of the program
  fingerprint text not null,       -- hash of the program's source, its model files and its libraries' versions
  inputs text not null,            -- hash of that and of every file: an equal one means an equal register
  libraries text not null,         -- JSON: library and version
  archive text not null,           -- name of the folder that was read
  archive_key text not null,       -- hash of where that folder lies
  counts text not null,            -- JSON: files seen, loaded, partial, set aside by reason, skipped by reason; pages
  corrections_head text            -- hash of the last correction that was there; NULL: there was none
) strict;

-- Every rule that can make a row, and how often it fired.
create table rules (
  id text primary key,             -- the rule's name
  kept_in text,                    -- the file that holds it; NULL: not declared, a defect
  hits integer not null default 0  -- rows of this database that it made
) strict;

-- === for the public =========================================================================

-- One row in an edition that `minutes publish --public` made; none in the register itself.
create table publication (
  id integer primary key check (id = 1), -- 1
  made_on text not null,           -- ISO date and time, UTC
  version text not null,           -- version of the program
  level text not null              -- the highest protective marking that is in it
) strict;

-- What an edition for the public leaves out, and why: counts, never words. None in the register itself.
create table withheld (
  id integer primary key,          -- order of the list
  reason text not null check (reason in ('marking', 'exempt', 'repeated', 'implied', 'reviewer', 'beside-the-text', 'unread')), -- why: marked above the level; an exempt item; words that are withheld elsewhere; an implied action; who reviewed; comments, deleted and hidden words; a file that nobody could judge
  what text not null,              -- what was left out: the name of a table, or a column of one
  count integer not null check (count >= 1), -- how many rows or passages
  meeting_id text references meetings (id), -- of which meeting, where that meeting is in the edition
  note text not null               -- a sentence
) strict;
create index withheld_meeting on withheld (meeting_id);

-- === derived ================================================================================
--
-- Status is never stored by hand: it follows from the events by these rules.
--
-- 1. An event SPEAKS when its grade is listed, stated, table or narrative, its status is not
--    unknown, its meeting is dated, and that date is not before the day the action was raised
--    (an answer does not come before its question). An event of the raising meeting itself may
--    speak: a tracker raises a row and gives its status in one breath.
-- 2. A CLOSING status (complete, closed, closed-superseded, transferred) speaks only with a
--    decisive grade (listed, stated, table) in a document that is not a draft, or in a draft that a
--    later meeting approved as it stood (draft_approvals): then it is known from that meeting on.
--    Facts are stored from current documents alone, so earlier versions never speak. Counts, "the log was updated",
--    likeness and silence close nothing. Other statuses speak with the weaker grade and from drafts
--    too: a doubt that an action is closed is always heard.
-- 3. Within one meeting the decisive words win over narrative, then the later words.
-- 4. The latest day wins: that of the meeting, or the later one that the words of an ending give
--    ("Complete (18 June)" in a log that was filled in afterwards), before which it is not known. Between two meetings of one day decisive wins over narrative, then
--    open over closed.
-- 5. An action of which nothing speaks is open.
-- 6. A person may close by hand an action that rules 1 to 5 leave open (hand_closings): it is closed
--    from the day that the person gives, with no grade and no evidence, because no minutes say so.
--    Minutes of a later day that speak of it win again.

-- An event that names an action, with its day and whether it may set the action's status.
create view event_facts as
select
  e.id as event_id,                -- the event
  e.action_id as action_id,        -- the action it is about
  e.meeting_id as meeting_id,      -- who says it
  m.date as date,                  -- when
  e.status as status,              -- what
  e.grade as grade,                -- how strongly
  e.span_start as span_start,      -- where in the document
  e.grade in ('listed', 'stated', 'table') as decisive, -- 1: strong enough to close
  e.status in ('complete', 'closed', 'closed-superseded', 'transferred') as closing, -- 1: the status is a closing one
  d.version is 'draft' as draft,   -- 1: said by draft minutes
  max(m.date, coalesce(e.dated_on, m.date)) as counts_from, -- the day as of which it counts: its meeting's, or the later one that its words give
  case
    when d.version is 'draft'
      and e.status in ('complete', 'closed', 'closed-superseded', 'transferred')
    then max(m.date, coalesce(e.dated_on, m.date), coalesce(approval.approved_on, m.date))
    else max(m.date, coalesce(e.dated_on, m.date))
  end as known_from,               -- the day from which it is known: later than that for a draft, which waits for its approval
  case
    when e.dated_on >= coalesce(date(raising.date, '-31 days'), e.dated_on) then e.dated_on
    else m.date
  end as closes_on,                -- the day that it closes the action, where it does: the one its words give, else its meeting's
  e.status <> 'unknown'
    and m.date is not null
    and coalesce(m.date >= raising.date, 1)
    and e.grade in ('listed', 'stated', 'table', 'narrative')
    and (
      e.status not in ('complete', 'closed', 'closed-superseded', 'transferred')
      or (
        e.grade in ('listed', 'stated', 'table')
        and (d.version is not 'draft' or approval.meeting_id is not null)
      )
    ) as speaks                    -- 1: may set the status (rules 1 and 2)
from action_events e
join meetings m on m.id = e.meeting_id
join documents d on d.id = e.document_id
join actions a on a.id = e.action_id
join meetings raising on raising.id = a.meeting_id
left join draft_approvals approval on approval.meeting_id = e.meeting_id;

-- What each meeting finally says of an action (rule 3), of what is known from one day.
create view last_words as
select
  f.event_id as event_id,          -- the event
  f.action_id as action_id,        -- the action
  f.meeting_id as meeting_id,      -- the meeting
  f.date as date,                  -- its day
  f.counts_from as counts_from,    -- the day as of which it counts
  f.known_from as known_from,      -- the day from which it is known
  f.closes_on as closes_on,        -- the day that it closes the action, where it does
  f.status as status,              -- what it finally says
  f.grade as grade,                -- how strongly
  f.decisive as decisive,          -- 1: strong enough to close
  f.closing as closing             -- 1: the status is a closing one
from event_facts f
where f.speaks
  and not exists (
    select 1
    from event_facts later
    where later.action_id = f.action_id
      and later.meeting_id = f.meeting_id
      and later.known_from = f.known_from
      and later.speaks
      and (later.decisive, later.span_start, later.event_id) > (f.decisive, f.span_start, f.event_id)
  );

-- What is known of each action on a day (rules 4 and 5), labelled and implied alike. The day is the
-- literal '9999-12-31', that is today; what carries no date is known only then. For the register as at another day, put this view's text, with
-- that literal replaced by a parameter, in front of action_register's as
-- `with action_states as (…)`: a common table expression hides the table of the same name.
-- What all meetings say is worked out once (`said`), since each action asks for it several times.
create view action_states_derived as
with said as materialized (select * from last_words)
select
  a.id as action_id,               -- the action
  case when hand.correction_id is not null then 'closed' else coalesce(last.status, 'open') end as status, -- its status
  coalesce(hand.closed_on, last.date) as status_on, -- day of the meeting that gives the status
  case when hand.correction_id is not null then hand.closed_on when last.closing then (
    select min(first.closes_on)
    from said first
    where first.action_id = a.id and first.closing
      and first.counts_from <= last.counts_from and first.known_from <= '9999-12-31'
      and not exists (
        select 1
        from said reopening
        where reopening.action_id = a.id and not reopening.closing
          and reopening.known_from <= '9999-12-31'
          and reopening.counts_from >= first.counts_from
          and reopening.counts_from < last.counts_from
      )
  ) end as closed_on,              -- day that the words give, else of the meeting that closed it; the last time, where it was reopened
  last.closing is 1 or hand.correction_id is not null as closed, -- 1: closed here
  case when hand.correction_id is null then last.grade end as grade, -- grade of the words that give the status
  case when hand.correction_id is null then last.event_id end as event_id, -- the event that gives the status
  (
    select count(*)
    from action_events e
    join meetings m on m.id = e.meeting_id
    where e.action_id = a.id and coalesce(m.date, '9999-12-30') <= '9999-12-31'
  ) as events,                     -- how often it is mentioned
  due.id as due_event_id,          -- the latest event that gives a new deadline
  served.mention_id is not null as hmicfrs, -- 1: it serves an inspection
  served.mention_id as mention_id, -- the strongest words that show it
  hand.correction_id as hand_closing_id, -- the person's word that gives the status, where no minutes do
  case
    when exists (select 1 from due_days s where s.row_id = a.id) then (
      select s.due_date from due_days s
      where s.row_id = a.id and s.known_from <= '9999-12-31'
      order by s.known_from desc
      limit 1
    )
    else a.due_date
  end as due_date,                 -- last day that meets the deadline as it was set
  case
    when exists (select 1 from due_days s where s.row_id = due.id) then (
      select s.due_date from due_days s
      where s.row_id = due.id and s.known_from <= '9999-12-31'
      order by s.known_from desc
      limit 1
    )
    else due.due_date
  end as revised_due_date          -- last day that meets the latest new deadline
from actions a
join meetings raising on raising.id = a.meeting_id
left join said last on last.event_id = (
  select w.event_id
  from said w
  where w.action_id = a.id and w.known_from <= '9999-12-31'
  order by w.counts_from desc, w.decisive desc, w.closing, w.event_id
  limit 1
)
left join hand_closings hand on hand.correction_id = (
  select h.correction_id
  from hand_closings h
  where h.action_id = a.id and h.closed_on <= '9999-12-31'
    and last.closing is not 1 and (last.date is null or last.date <= h.closed_on)
  order by h.closed_on desc, h.correction_id
  limit 1
)
left join action_events due on due.id = (
  select e.id
  from action_events e
  join meetings m on m.id = e.meeting_id
  where e.action_id = a.id and e.due_text is not null and m.date <= '9999-12-31'
  order by m.date desc, e.span_start desc, e.id
  limit 1
)
left join action_inspections served on served.action_id = a.id and served.mention_id = (
  select i.mention_id
  from action_inspections i
  join meetings m on m.id = i.meeting_id
  where i.action_id = a.id and coalesce(m.date, '9999-12-30') <= '9999-12-31'
  order by instr('named-in-action named-in-section linked-item tracker', i.reason),
    i.inspection_item_id is null, i.inspection_id, i.mention_id
  limit 1
)
where coalesce(raising.date, '9999-12-30') <= '9999-12-31';

-- action_states_derived, computed once when the database is built, so that large registers stay fast.
create table action_states (
  action_id text primary key references actions (id), -- the action
  status text not null check (status in ('open', 'in-progress', 'carried-forward', 'rescheduled', 'reassigned', 'on-hold', 'complete', 'closed', 'closed-superseded', 'transferred', 'withdrawn', 'disputed', 'unknown')), -- its status
  status_on text,                  -- day of the meeting that gives the status
  closed_on text,                  -- day that the closing words give, else day of the meeting that closed it
  closed integer not null check (closed in (0, 1)), -- 1: closed here
  grade text check (grade in ('listed', 'stated', 'table', 'narrative')), -- grade of the words that give the status
  event_id text references action_events (id), -- the event that gives the status
  events integer not null,         -- how often it is mentioned
  due_event_id text references action_events (id), -- the latest event that gives a new deadline
  hmicfrs integer not null check (hmicfrs in (0, 1)), -- 1: it serves an inspection
  mention_id text references inspection_mentions (id), -- the strongest words that show it
  hand_closing_id text references hand_closings (correction_id), -- the person's word that gives the status, where no minutes do
  due_date text,                   -- last day that meets the deadline as it was set
  revised_due_date text,           -- last day that meets the latest new deadline
  check (closed = 0 or hand_closing_id is not null or grade in ('listed', 'stated', 'table')),
  check (hand_closing_id is null or (closed = 1 and grade is null and event_id is null))
) strict;
create index action_states_status on action_states (closed, status);
create index action_states_hmicfrs on action_states (hmicfrs) where hmicfrs = 1;
create index action_states_event on action_states (event_id);
create index action_states_due_event on action_states (due_event_id);
create index action_states_mention on action_states (mention_id);
create index action_states_hand_closing on action_states (hand_closing_id);

-- === views for people =======================================================================

-- A labelled action and where it stands. One that is listed again (a link of kind duplicates that
-- is no mere suggestion) is one row, that of the action first raised.
create view action_register as
select
  a.id as action_id,               -- the action
  a.ref as ref,                    -- reference as written
  b.name as body,                  -- whose meeting raised it
  raising.date as raised_on,       -- day it was raised
  a.meeting_id as meeting_id,      -- the meeting that raised it
  nullif(trim(coalesce(s.number, '') || ' ' || coalesce(s.heading, '')), '') as section, -- the item, number and heading as printed
  a.text as text,                  -- what is to be done
  coalesce((
    select group_concat(name, '; ')
    from (select o.name from action_owners o where o.action_id = a.id order by o.ordinal)
  ), a.owners_text) as owners,     -- who is to do it, names resolved where the attendance allows
  st.due_date as due_date,         -- last day that meets the deadline as it was set
  a.due_text as due_text,          -- deadline as written
  st.status as status,             -- its status, by the rules above
  st.status_on as status_on,       -- day of the meeting that gives the status; NULL: nothing speaks of it
  st.closed_on as closed_on,       -- day that the closing words give, else day of the meeting that closed it
  st.grade as grade,               -- how strong the words are that give the status
  e.quote as evidence,             -- those words
  e.meeting_id as evidence_meeting_id, -- the meeting that says them
  e.page as evidence_page,         -- the page they stand on
  coalesce(e.successor_ref, (
    select coalesce(later.ref, later.id)
    from action_links l
    join actions later on later.id = l.source_action_id
    where l.target_action_id = a.id and l.suggested = 0 and l.kind in ('supersedes', 'transfers')
    order by l.rowid
    limit 1
  )) as successor,                 -- the action that took its place
  st.events as events,             -- how often it is mentioned
  st.hmicfrs as hmicfrs,           -- 1: it serves an inspection
  nullif(trim(coalesce(i.programme, i.body) || ' ' || coalesce(i.title, '') || ' ' || coalesce(i.year, '')), '') as inspection, -- which
  b.id as body_id,                 -- key of the body
  st.closed as closed,             -- 1: closed here
  st.revised_due_date as revised_due_date, -- last day that meets the latest new deadline, where a later meeting set one
  due.due_text as revised_due_text, -- that deadline as written
  coalesce(st.revised_due_date, st.due_date) as deadline, -- the date that counts: revised, else as set
  a.due_basis as due_basis,        -- how due_date follows from due_text
  st.event_id as evidence_event_id, -- the event that gives the status
  e.document_id as evidence_document_id, -- the file it stands in
  a.section_id as section_id,      -- key of the section
  a.document_id as document_id,    -- provenance of the action
  a.span_start as span_start,      -- provenance of the action
  a.span_end as span_end,          -- provenance of the action
  a.page as page,                  -- provenance of the action
  a.rule as rule,                  -- provenance of the action
  st.mention_id as mention_id,     -- the strongest words that link it to an inspection
  case
    when st.hand_closing_id is not null or e.rule glob 'correction.*' then 'person'
    when st.event_id is not null then 'minutes'
  end as status_by,                -- whose word gives the status: minutes, or a person's correction; NULL: nothing speaks of it
  st.hand_closing_id as hand_closing_id, -- the person's word that closes it, where no minutes do
  cast(substr(raising.date, 1, 4) as integer) as year -- year it was raised
from actions a
join action_states st on st.action_id = a.id
join meetings raising on raising.id = a.meeting_id
join bodies b on b.id = raising.body_id
left join sections s on s.id = a.section_id
left join action_events e on e.id = st.event_id
left join action_events due on due.id = st.due_event_id
left join inspection_mentions mention on mention.id = st.mention_id
left join inspections i on i.id = mention.inspection_id
where a.kind = 'labelled'
  and not exists (
    select 1
    from action_links again
    where again.source_action_id = a.id and again.kind = 'duplicates' and again.suggested = 0
  );

-- A labelled action that serves an inspection. Board and inspectorate speak for themselves alone.
create view hmicfrs_register as
select
  r.*,                             -- the columns of action_register
  link.reason as reason,           -- why it is linked
  item.board_status as board_status, -- what the board says of the item
  item.inspectorate_status as inspectorate_status, -- what the minutes say the inspectorate has done
  item.kind as item_kind,          -- cause of concern, recommendation or area for improvement
  item.number as item_number,      -- its number
  substr(d.text, link.span_start + 1, link.span_end - link.span_start) as link_words -- the words that show the link
from action_register r
join action_inspections link on link.action_id = r.action_id and link.mention_id = r.mention_id
join documents d on d.id = link.document_id
left join inspection_items item on item.id = link.inspection_item_id
where r.hmicfrs = 1;

-- Each day of the duty to reply, with the area whose body says it.
create view area_replies as
select
  r.id as id,                      -- the words
  r.inspection_id as inspection_id, -- the inspection
  coalesce(b.area, '') as area,    -- the police area, '' where the body's file gives none
  r.kind as kind,                  -- which day
  r.day as day                     -- the day
from inspection_replies r
join meetings m on m.id = r.meeting_id
join bodies b on b.id = m.body_id;

-- The reply duty, a row for each report and area of which the minutes print a day. Days are shown and
-- counted, not judged: minutes may give the day of an event, a letter or a website.
create view reply_duties as
select
  i.id as inspection_id,           -- the inspection
  nullif(report.area, '') as area, -- the police area; NULL where the body's file gives none
  i.programme as programme,        -- PEEL, SOC …
  i.title as title,                -- title of the report
  i.year as year,                  -- year of the report or round
  report.day as published_on,      -- day on which the report was published; NULL: no minutes print it
  date(report.day, '+55 days') as last_day, -- last day for the comments, counted: the 56th with that of publication
  (
    select min(r.day) from area_replies r
    where r.inspection_id = i.id and r.area = report.area and r.kind = 'last-day'
      and r.day >= coalesce(report.day, r.day) and r.day < coalesce(report.next, '9999-12-31')
  ) as last_day_printed,           -- last day for the comments, as minutes print it
  answer.day as answered_on,       -- day on which the comments were published; NULL: no minutes print it
  cast(julianday(answer.day) - julianday(report.day) as integer) + 1 as answered_on_day, -- which day that was, publication being day 1
  report.id as published_reply_id, -- the words of publication
  answer.id as answered_reply_id   -- the words of the answer
from inspections i
join (
  select r.inspection_id, r.area, min(r.id) as id, r.day,
    (select min(n.day) from area_replies n
     where n.inspection_id = r.inspection_id and n.area = r.area
       and n.kind = 'published' and n.day > r.day) as next
  from area_replies r
  where r.kind = 'published'
  group by r.inspection_id, r.area, r.day
  union all
  select r.inspection_id, r.area, null, null, null
  from area_replies r
  group by r.inspection_id, r.area
  having sum(r.kind = 'published') = 0
) report on report.inspection_id = i.id
left join inspection_replies answer on answer.id = (
  select r.id from area_replies r
  where r.inspection_id = i.id and r.area = report.area and r.kind = 'answered'
    and r.day >= coalesce(report.day, r.day) and r.day < coalesce(report.next, '9999-12-31')
  order by r.day, r.id
  limit 1
);

-- One mention of an action, in date order, from raised to closed.
create view action_history as
select
  a.id as action_id,               -- the action
  m.date as date,                  -- when
  0 as ordinal,                    -- 0: raised, 1: a later mention
  null as event_id,                -- NULL: this row is the action itself
  a.meeting_id as meeting_id,      -- the meeting
  b.name as body,                  -- whose meeting
  'raised' as status,              -- what is said
  null as grade,                   -- how strongly
  0 as speaks,                     -- 1: may set the status
  a.text as text,                  -- the words
  a.due_text as due_text,          -- deadline as written
  a.document_id as document_id,    -- provenance
  a.span_start as span_start,      -- provenance
  a.span_end as span_end,          -- provenance
  a.page as page,                  -- provenance
  a.rule as rule                   -- provenance
from actions a
join meetings m on m.id = a.meeting_id
join bodies b on b.id = m.body_id
union all
select
  e.action_id, m.date, 1, e.id, e.meeting_id, b.name, e.status, e.grade, f.speaks, e.quote,
  e.due_text, e.document_id, e.span_start, e.span_end, e.page, e.rule
from action_events e
join event_facts f on f.event_id = e.id
join meetings m on m.id = e.meeting_id
join bodies b on b.id = m.body_id
order by action_id, date, ordinal, span_start;

-- Rows of action_register that are still open.
create view open_actions as
select * from action_register where closed = 0;

-- Open actions whose deadline lies before the newest meeting of their body.
create view overdue_actions as
select
  r.*,                             -- the columns of action_register
  (select max(m.date) from meetings m where m.body_id = r.body_id) as judged_on -- day of the body's newest meeting
from action_register r
where r.closed = 0
  and r.deadline < (select max(m.date) from meetings m where m.body_id = r.body_id);

-- A decision with its body, date, section and outcome.
create view decision_register as
select
  d.id as decision_id,             -- the decision
  b.name as body,                  -- who decided
  m.date as date,                  -- when
  d.meeting_id as meeting_id,      -- the meeting
  nullif(trim(coalesce(s.number, '') || ' ' || coalesce(s.heading, '')), '') as section, -- the item
  d.text as text,                  -- the decision as written
  d.outcome as outcome,            -- what was decided
  d.condition as condition,        -- condition as written
  d.maker as maker,                -- who decided, as written
  b.id as body_id,                 -- key of the body
  d.section_id as section_id,      -- key of the section
  d.document_id as document_id,    -- provenance
  d.span_start as span_start,      -- provenance
  d.span_end as span_end,          -- provenance
  d.page as page,                  -- provenance
  d.rule as rule                   -- provenance
from decisions d
join meetings m on m.id = d.meeting_id
join bodies b on b.id = m.body_id
left join sections s on s.id = d.section_id;

-- What was said of actions without naming one that we hold ("several actions were closed").
create view unattributed_events as
select
  e.id as event_id,                -- the event
  b.name as body,                  -- whose meeting
  m.date as date,                  -- when
  e.meeting_id as meeting_id,      -- the meeting
  e.ref as ref,                    -- reference as written
  e.status as status,              -- what is said
  e.grade as grade,                -- how strongly
  e.quote as text,                 -- the words
  e.status in ('complete', 'closed', 'closed-superseded', 'transferred') as closure, -- 1: it tells of a closure
  e.document_id as document_id,    -- provenance
  e.span_start as span_start,      -- provenance
  e.span_end as span_end,          -- provenance
  e.page as page,                  -- provenance
  e.rule as rule                   -- provenance
from action_events e
join meetings m on m.id = e.meeting_id
join bodies b on b.id = m.body_id
where e.action_id is null;

-- === search =================================================================================

-- What can be found: one row for each action, decision, event, section and person, numbered from the
-- newest meeting down. What a search narrows actions to stands beside the key, so that it is had
-- from one row.
create table search_keys (
  number integer primary key,      -- row of search_index; the newest day has the lowest
  kind text not null check (kind in ('action', 'decision', 'event', 'section', 'person')), -- what it is
  id text not null,                -- key in its table
  meeting_id text references meetings (id), -- the meeting
  body_id text references bodies (id), -- whose meeting
  date text,                       -- day of the meeting
  is_current integer not null check (is_current in (0, 1)), -- 0: found in an earlier version
  repeated integer not null default 0 check (repeated in (0, 1)), -- 1: an action that only lists an earlier one again
  mark text check (mark in ('labelled', 'implied')), -- of an action: its kind
  status text,                     -- of an action: its status
  closed integer check (closed in (0, 1)), -- of an action: 1 where it is closed here
  closed_on text,                  -- of an action: day of the meeting that closed it
  overdue integer check (overdue in (0, 1)), -- of an action: 1 where it is open and its deadline lies before its body's newest meeting
  hmicfrs integer check (hmicfrs in (0, 1)), -- of an action: 1 where it serves an inspection
  deadline text,                   -- of an action: the deadline that counts, revised, else as set
  has_due integer check (has_due in (0, 1)), -- of an action: 1 where the minutes give a deadline, whether or not a date follows
  unique (kind, id)
) strict;
create index search_keys_meeting on search_keys (meeting_id);
create index search_keys_date on search_keys (date);
create index search_keys_kind on search_keys (kind);
create index search_keys_body on search_keys (body_id, kind);
create index search_keys_deadline on search_keys (coalesce(deadline, '9999-12-31')) where kind = 'action';
create index search_keys_overdue on search_keys (coalesce(deadline, '9999-12-31')) where overdue = 1;
create index search_keys_hmicfrs on search_keys (hmicfrs) where hmicfrs = 1;
create index search_keys_status on search_keys (status) where kind = 'action';
create index search_keys_count on search_keys (kind, mark, repeated, body_id, closed, overdue, hmicfrs, date, closed_on, deadline)
  where kind = 'action';

-- Who owns the actions of search_keys, resolved and as written: the newest of an owner's actions
-- are read off without sorting. Capitals do not count.
create table search_owners (
  name text not null collate nocase, -- name of an owner, as resolved or as written
  number integer not null references search_keys (number), -- an action's row of search_keys
  primary key (name, number)
) without rowid, strict;
create index search_owners_number on search_owners (number);

-- The rows of search_keys but for their numbers; computed once when the database is built.
create view search_keys_derived as
select
  k.kind as kind,                  -- what it is
  k.id as id,                      -- key in its table
  k.meeting_id as meeting_id,      -- the meeting
  m.body_id as body_id,            -- whose meeting
  m.date as date,                  -- day of the meeting
  k.is_current as is_current,      -- 0: found in an earlier version
  k.kind = 'action' and exists (
    select 1
    from action_links again
    where again.source_action_id = k.id and again.kind = 'duplicates' and again.suggested = 0
  ) as repeated,                   -- 1: an action that only lists an earlier one again
  a.kind as mark,                  -- of an action: its kind
  st.status as status,             -- of an action: its status
  st.closed as closed,             -- of an action: 1 where it is closed here
  st.closed_on as closed_on,       -- of an action: day of the meeting that closed it
  case when k.kind = 'action' then st.closed = 0 and coalesce(
    coalesce(due.due_date, a.due_date) < (select max(n.date) from meetings n where n.body_id = m.body_id), 0
  ) end as overdue,                -- of an action: 1 where it is open and its deadline lies before its body's newest meeting
  st.hmicfrs as hmicfrs,           -- of an action: 1 where it serves an inspection
  coalesce(due.due_date, a.due_date) as deadline, -- of an action: the deadline that counts, revised, else as set
  case when k.kind = 'action' then coalesce(due.due_text, a.due_text) is not null end as has_due -- of an action: 1 where the minutes give a deadline
from (
  select 'action' as kind, id, meeting_id, 1 as is_current from actions
  union all
  select 'decision', id, meeting_id, 1 from decisions
  union all
  select 'event', id, meeting_id, 1 from action_events
  union all
  select 'section', s.id, coalesce(s.meeting_id, d.meeting_id), d.is_current
  from sections s
  join documents d on d.id = s.document_id
  union all
  select 'person', id, null, 1 from people
) k
left join meetings m on m.id = k.meeting_id
left join actions a on k.kind = 'action' and a.id = k.id
left join action_states st on st.action_id = a.id
left join action_events due on due.id = st.due_event_id;

-- The words behind search_keys, taken from their own tables: nothing is stored twice.
create view search_rows as
select
  k.number as number,              -- row of search_index
  k.kind as kind,                  -- what it is
  k.id as id,                      -- key in its table
  k.meeting_id as meeting_id,      -- the meeting
  k.date as date,                  -- day of the meeting
  case k.kind
    when 'action' then coalesce('Action ' || a.ref, 'Action')
    when 'decision' then 'Decision'
    when 'event' then coalesce('Update on ' || e.ref, 'Update')
    when 'section' then nullif(trim(coalesce(s.number, '') || ' ' || coalesce(s.heading, '')), '')
    else p.name
  end as title,                    -- what to head it with
  case k.kind
    when 'action' then a.text || coalesce(char(10) || a.owners_text, '')
    when 'decision' then d.text
    when 'event' then e.quote || coalesce(char(10) || e.earlier_text, '')
    when 'section' then s.text
    else p.name
  end as body                      -- its words
from search_keys k
left join actions a on k.kind = 'action' and a.id = k.id
left join decisions d on k.kind = 'decision' and d.id = k.id
left join action_events e on k.kind = 'event' and e.id = k.id
left join sections s on k.kind = 'section' and s.id = k.id
left join people p on k.kind = 'person' and p.id = k.id;

-- The full-text index over search_rows: `select … from search_index where search_index match ?
-- order by rank`. Words are stemmed and accents ignored. Filled once, after the load.
create virtual table search_index using fts5 (
  kind unindexed, id unindexed, meeting_id unindexed, date unindexed, title, body,
  content = 'search_rows', content_rowid = 'number',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
