"""How PostgreSQL is asked: functions beside the index, so that the plan is not left to luck.

A word may stand in five stories or in a third of a million. Up to MOST matches all are taken
from the GIN index and sorted. Beyond, only those of the newest months are taken, as many months
as it needs: the index intersects words and months before a row is fetched.
"""

from articles.search.answer import BEST, MOST
from articles.search.answer import YEAR as LOCAL_YEAR

#: A phrase is only seen in the words of a story itself: so many newest ones that hold its words
#: are looked into.
PHRASES = 3_000

# The reader's words as a tsquery. `precise` has phrases; without, they are just their words, which
# is all that the index can tell. What is left of an alternative without a word is dropped: -word
# alone would be the whole archive.
_QUERY = """
CREATE FUNCTION articles_search_query(alternatives jsonb, precise boolean) RETURNS tsquery
LANGUAGE plpgsql STABLE SET client_min_messages = warning AS $$
DECLARE
  one jsonb; term text; part tsquery; wanted tsquery; found tsquery := '';
BEGIN
  FOR one IN SELECT jsonb_array_elements(alternatives) LOOP
    wanted := '';
    FOR term IN SELECT jsonb_array_elements_text(one->0) LOOP
      wanted := wanted && CASE WHEN precise
        THEN phraseto_tsquery('newsroom', articles_search_fold(term))
        ELSE plainto_tsquery('newsroom', articles_search_fold(term)) END;
    END LOOP;
    CONTINUE WHEN numnode(wanted) = 0;
    FOR term IN SELECT jsonb_array_elements_text(one->1) LOOP
      part := phraseto_tsquery('newsroom', articles_search_fold(term));
      IF numnode(part) = 1 OR precise AND numnode(part) > 0 THEN wanted := wanted && !!part; END IF;
    END LOOP;
    found := CASE WHEN numnode(found) = 0 THEN wanted ELSE found || wanted END;
  END LOOP;
  RETURN found;
END $$;
"""

_SPAN = """
CREATE FUNCTION articles_search_span(first timestamptz, last timestamptz) RETURNS int[]
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN last - first < '1200 days' THEN (
      SELECT array_agg(to_char(m, 'YYYYMM')::int * 8 + {month}) FROM generate_series(
        date_trunc('month', first AT TIME ZONE 'UTC'), last AT TIME ZONE 'UTC', '1 month') AS m)
    WHEN last - first < '20000 days' THEN (
      SELECT array_agg(to_char(y, 'YYYY')::int * 8 + {year}) FROM generate_series(
        date_trunc('year', first AT TIME ZONE 'UTC'), last AT TIME ZONE 'UTC', '1 year') AS y)
  END
$$;
"""

# The newest `wanted` ids of what matches; how many match, or null past `most`; what the newest
# `sample` of them are filed under. Without other ways to go, the planner takes the one index that
# knows the words. Volatile, since it asks for a plan.
_NEWEST = """
CREATE FUNCTION articles_search_newest(
  query tsquery, headlines boolean, filed_under jsonb, first timestamptz, last timestamptz,
  moment timestamptz, wanted int, most int, sample int, zone text,
  OUT total int, OUT ids bigint[], OUT tally jsonb
) LANGUAGE plpgsql SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '32MB'
SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  keys jsonb; plan json; pages int; hits int; reach int; stories real; matching real; back real;
  since timestamptz; until timestamptz := least(moment, last);
  clauses text := 'published_at <= $1 AND (withdraw_at IS NULL OR withdraw_at > $2)';
  by_words text := CASE WHEN headlines THEN 'ts_filter(words, ''{{a}}'')' ELSE 'words' END
    || format(' @@ %L::tsquery', query);
  span int[] := articles_search_span(coalesce(first, '1800-01-01'), until);
  listed constant text := '
    SELECT (SELECT array_agg(article_id ORDER BY published_at DESC, article_id DESC) FROM newest),
      (SELECT jsonb_object_agg(k, n) FROM (
        SELECT k, count(*) AS n FROM (
          SELECT * FROM newest ORDER BY published_at DESC, article_id DESC LIMIT $3
        ) AS sampled, unnest(filed ||
          extract(year FROM published_at AT TIME ZONE $4)::int * 8 + {local_year}) AS k
        WHERE k & 7 IN (1, 2, {local_year}) GROUP BY k
      ) AS counted)';
BEGIN
  IF query IS NOT NULL THEN
    clauses := clauses || ' AND ' || by_words;
  END IF;
  FOR keys IN SELECT jsonb_array_elements(filed_under) LOOP
    clauses := clauses || format(' AND filed && %L::int[]',
      ARRAY(SELECT jsonb_array_elements_text(keys)));
  END LOOP;
  IF first IS NOT NULL THEN
    clauses := clauses || format(' AND published_at >= %L', first);
  END IF;
  IF (first IS NOT NULL OR last < moment) AND span IS NOT NULL THEN
    clauses := clauses || format(' AND filed && %L::int[]', span);
  END IF;
  SELECT reltuples, relpages INTO stories, pages FROM pg_class
  WHERE oid = 'articles_search'::regclass;

  -- One word, or any of several, that is far too common to be counted: the statistics of each
  -- word are sure enough, those of words together would not be.
  IF query::text !~ '[&!<]' AND filed_under = '[]' AND least(first, last) IS NULL THEN
    EXECUTE 'EXPLAIN (FORMAT json) SELECT FROM articles_search WHERE ' || by_words INTO plan;
    matching := (plan #>> '{{0,Plan,Plan Rows}}')::real;
  END IF;
  IF matching IS NULL OR matching < 5 * most * (numnode(query) + 1) / 2 THEN
    EXECUTE format('
      WITH hits AS MATERIALIZED (
        SELECT article_id, published_at, filed, ctid FROM articles_search WHERE %s LIMIT %s
      ), newest AS MATERIALIZED (
        SELECT * FROM hits WHERE (SELECT count(*) FROM hits) <= %s
        ORDER BY published_at DESC, article_id DESC LIMIT %s
      ) %s, (SELECT count(*) FROM hits), (SELECT max((ctid::text::point)[0]) FROM hits)',
      clauses, most + 1, most, wanted, listed)
    INTO ids, tally, hits, reach USING until, moment, sample, zone;
    IF hits <= most THEN
      total := hits;
      RETURN;
    END IF;
    -- How far the first matches reach into the table says how many there may be.
    matching := hits * greatest(pages, 1) / (reach + 1.0);
  END IF;

  back := 1.5 * wanted * stories / greatest(matching, 1);
  LOOP
    SELECT month AT TIME ZONE 'UTC' - interval '1 day' INTO since FROM (
      SELECT month, sum(count) OVER (ORDER BY month DESC) AS newer FROM articles_monthcount
      WHERE kind = 0 AND key = 0 AND month <= until
    ) AS m WHERE newer >= back AND back < stories / 2 ORDER BY month DESC LIMIT 1;
    span := articles_search_span(since, until);
    EXECUTE format('
      WITH newest AS MATERIALIZED (
        SELECT article_id, published_at, filed FROM articles_search WHERE %s %s
        ORDER BY published_at DESC, article_id DESC LIMIT %s
      ) %s', clauses,
      CASE WHEN span IS NOT NULL
        THEN format('AND filed && %L::int[] AND published_at >= %L', span, since) ELSE '' END,
      wanted, listed)
    INTO ids, tally USING until, moment, sample, zone;
    EXIT WHEN span IS NULL OR cardinality(ids) >= wanted;
    back := back * 4;
  END LOOP;
  IF span IS NULL AND coalesce(cardinality(ids), 0) < wanted THEN
    total := coalesce(cardinality(ids), 0);
  END IF;
END $$;
"""

# A page of what was asked for. `total` is null past `most`; `seen` says how many stories were
# looked into where that was not all.
_FIND = """
CREATE FUNCTION articles_search_find(
  alternatives jsonb, filed_under jsonb, first timestamptz, last timestamptz, moment timestamptz,
  best boolean, skip int, take int, sample int, zone text,
  OUT total int, OUT seen int, OUT ids bigint[], OUT tally jsonb, OUT sampled int
) LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
  precise tsquery := articles_search_query(alternatives, true);
  loose tsquery := articles_search_query(alternatives, false);
  wanted int := greatest(sample, skip + take);
  heads bigint[];
BEGIN
  IF jsonb_array_length(alternatives) > 0 AND numnode(precise) = 0 THEN
    total := 0;
    RETURN;
  END IF;
  IF jsonb_array_length(alternatives) = 0 THEN
    precise := NULL;
    loose := NULL;
  END IF;
  IF precise <> loose THEN
    SELECT n.total, n.ids INTO total, ids FROM articles_search_newest(loose, false,
      filed_under, first, last, moment, {phrases}, {phrases}, 0, zone) AS n;
    seen := CASE WHEN total IS NULL THEN cardinality(ids) END;
    SELECT array_agg(article_id ORDER BY n) INTO ids FROM unnest(ids) WITH ORDINALITY AS u (id, n)
    JOIN articles_search ON article_id = id WHERE words @@ precise;
    total := coalesce(cardinality(ids), 0);
    SELECT jsonb_object_agg(k, n) INTO tally FROM (
      SELECT k, count(*) AS n FROM unnest(ids[:sample]) AS id
      JOIN articles_search ON article_id = id, unnest(filed ||
        extract(year FROM published_at AT TIME ZONE zone)::int * 8 + {local_year}) AS k
      WHERE k & 7 IN (1, 2, {local_year}) GROUP BY k
    ) AS counted;
  ELSE
    SELECT n.total, n.ids, n.tally INTO total, ids, tally FROM articles_search_newest(loose, false,
      filed_under, first, last, moment, CASE WHEN best THEN sample ELSE wanted END, {most},
      sample, zone) AS n;
  END IF;
  sampled := least(sample, cardinality(ids));

  IF best AND precise IS NOT NULL THEN
    IF total IS NULL OR total > {best} THEN
      SELECT n.ids INTO heads FROM articles_search_newest(loose, true,
        filed_under, first, last, moment, {best}, {most}, 0, zone) AS n;
      ids := ids[:{best}] || heads;
      seen := cardinality(ids);
    END IF;
    SELECT array_agg(article_id ORDER BY score DESC, published_at DESC, article_id DESC),
      CASE WHEN seen IS NULL THEN count(*) ELSE least(count(*), seen) END
    INTO ids, total FROM (
      SELECT article_id, published_at, ts_rank('{{0.05, 0.1, 0.4, 1}}', words, precise, 1)
        * power(0.5, extract(epoch FROM moment - published_at) / 31557600) AS score
      FROM (SELECT DISTINCT unnest(ids) AS id) AS u JOIN articles_search ON article_id = id
      WHERE words @@ precise
    ) AS ranked;
  END IF;
  ids := ids[skip + 1 : skip + take];
END $$;
"""


def script(month, year):
    """Return the SQL of the functions; `month` and `year` are kinds of `filed`."""
    return "".join(
        [
            _QUERY,
            _SPAN.format(month=month, year=year),
            _NEWEST.format(local_year=LOCAL_YEAR),
            _FIND.format(phrases=PHRASES, most=MOST, best=BEST, local_year=LOCAL_YEAR),
        ]
    )
