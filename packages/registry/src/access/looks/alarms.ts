/**
 * Alarms about looks, raised by the sequencer in the transaction that numbers the lines, so that each line is judged once:
 * a canary was read or exported; canaries of many bodies went by in lists; an account looked far more than it used to; a
 * system looked at many more people than it used to, or at nearly all that its day allows. They wait for the auditor, who
 * settles them with a word.
 */
import { addWorkingDays } from '@cbccvc/standard'
import type { Connection } from '../../database/index.ts'
import { permit } from '../permit.ts'
import { noStanding } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { recordAsNumbered, recordWatch } from './acts.ts'
import type { Numbered } from './chain.ts'
import { allow, openWords, sealWords, type WatchFrame, WatchRefused } from './frame.ts'
import { linkedTransaction } from './links.ts'

export type AlarmKind = 'canary' | 'canaries' | 'unusual' | 'systemJump' | 'systemBudget'

/** What is said of one as it is raised: neither whose nor who. */
export interface Raised {
  readonly alarmId: string
  readonly kind: AlarmKind
}

/** A look that opens a record or takes a copy of it; what only passes in a list is another matter. */
const opens = ['record.read', 'record.history', 'record.export']
/** Canaries of so many bodies in the lists of one account within a day: nobody's work goes through as many. */
const bodiesInLists = 3
/** An account looks unusually much above ten times its mean of the last 30 days on which it looked, and above 300. */
const timesUsual = 10
const atLeast = 300
/** A system jumps above three times its mean of the last 30 days on which it looked, in different people, and above 100. */
const timesOfSystem = 3
const peopleOfSystem = 100
/** Of a system's day so much, in percent, is nearly all. */
const nearlyAll = 90
const daysToSettle = 2

/** Judges the lines that were just numbered. */
export async function raiseAlarms(tx: Connection, { first, count }: Numbered): Promise<Raised[]> {
  const { rows: now } = await tx.query<{ at: Date; day: string }>(
    `select t as at, (t at time zone 'Asia/Ho_Chi_Minh')::date as day from clock_timestamp() t`,
  )
  const { at, day } = now[0]!
  const settleBy = addWorkingDays(day, daysToSettle)
  const { rows } = await tx.query<Raised>(
    `with fresh as materialized (select * from access_look where no >= $1::bigint and no < $1::bigint + $2::int),
     met as (select f.no, f.account_id, f.person_id, f.action, c.sender
               from fresh f join canary c on c.person_id = f.person_id and c.ended_at is null),
     passed as (
       select met.account_id, min(met.no) as no from met where met.action <> all ($6::text[]) group by met.account_id),
     counted as (
       insert into look_day (account_id, day, n)
       select account_id, $4::date, count(*) from fresh where account_id is not null group by account_id
       on conflict (account_id, day) do update set n = look_day.n + excluded.n
       returning account_id, n),
     systems as (
       select s.account_id, s.people, s.most, usual.n as usual,
              (select max(no) from fresh f where f.account_id = s.account_id) as no
         from look_spent s cross join lateral (
           select coalesce(avg(u.people), 0) as n from look_spent u
            where u.account_id = s.account_id and u.day < $4::date and u.day >= $4::date - 30) usual
        where s.day = $4::date and s.most is not null and s.account_id in (select account_id from fresh)),
     raised as (
       select 'canary' as kind, account_id, person_id, min(no) as no, '{}'::jsonb as facts
         from met where action = any ($6::text[]) group by account_id, person_id
       union all
       select 'canaries', p.account_id, null, p.no, jsonb_build_object('bodies', seen.bodies)
         from passed p cross join lateral (
           select count(distinct c.sender) as bodies from canary c join access_look l on l.person_id = c.person_id
            where l.account_id = p.account_id and l.action <> all ($6::text[]) and l.at > $3::timestamptz - interval '1 day'
              and c.ended_at is null) seen
        where seen.bodies >= $7::int
       union all
       select 'unusual', d.account_id, null, (select max(no) from fresh f where f.account_id = d.account_id),
              jsonb_build_object('looks', d.n, 'usual', round(usual.n))
         from counted d cross join lateral (
           select coalesce(avg(n), 0) as n from look_day u
            where u.account_id = d.account_id and u.day < $4::date and u.day >= $4::date - 30) usual
        where d.n > greatest($8::int, usual.n * $9::int)
       union all
       select 'systemJump', account_id, null, no, jsonb_build_object('people', people, 'usual', round(usual))
         from systems where people > greatest($10::int, usual * $11::int)
       union all
       select 'systemBudget', account_id, null, no, jsonb_build_object('people', people, 'most', most)
         from systems where people::bigint * 100 >= most::bigint * $12::int)
     insert into alarm (at, kind, account_id, person_id, look_no, day, facts, settle_by)
     select $3::timestamptz, kind, account_id, person_id, no, $4::date, facts, $5::date from raised
     on conflict do nothing returning id as "alarmId", kind`,
    [
      ...[first, count, at, day, settleBy, opens, bodiesInLists, atLeast, timesUsual],
      ...[peopleOfSystem, timesOfSystem, nearlyAll],
    ],
  )
  for (const { alarmId } of rows)
    await recordAsNumbered(tx, at, { act: 'alarmRaised', by: null, about: { kind: 'alarm', id: alarmId } })
  return rows
}

export interface AlarmLine {
  readonly alarmId: string
  readonly at: Date
  readonly kind: AlarmKind
  readonly settleBy: string
  /** Not settled, and the day for it is over. */
  readonly overdue: boolean
  readonly settledAt: Date | null
  /** Null for whoever runs the data centre: that there was an alarm, and no more. */
  readonly about: {
    readonly accountId: string | null
    readonly personId: number | null
    readonly lookNo: number
    readonly facts: Readonly<Record<string, number>>
    readonly settledBy: string | null
    readonly word: string | null
  } | null
}

/** What waits first, the oldest at the top; then the newest that were settled. 200 at most. Throws WatchRefused. */
export async function alarmsSeenBy(frame: WatchFrame, by: Subject): Promise<AlarmLine[]> {
  await allow(frame, by, 'alarm.read')
  const settles = { action: 'alarm.settle', target: { kind: 'nation' }, classes: [], purpose: null } as const
  const at = { now: frame.now(), today: frame.today() }
  const whole = typeof permit(by, { ...settles, standing: noStanding }, await frame.tree(), at) === 'object'
  type Row = Omit<AlarmLine, 'about' | 'overdue'> &
    Omit<NonNullable<AlarmLine['about']>, 'word'> & { readonly word: Buffer | null }
  const { rows } = await frame.pool.query<Row>(
    `select id as "alarmId", at, kind, settle_by as "settleBy", settled_at as "settledAt", account_id as "accountId",
            person_id as "personId", look_no as "lookNo", facts, settled_by as "settledBy", word
       from alarm
      order by settled_by is not null, case when settled_by is null then at end, at desc, id limit 200`,
  )
  return rows.map(({ accountId, personId, lookNo, facts, settledBy, word, ...line }) => ({
    ...line,
    overdue: settledBy === null && line.settleBy < at.today,
    about: whole
      ? {
          ...{ accountId, personId, lookNo, facts, settledBy },
          word: word && openWords(frame, `alarm ${line.alarmId}`, word),
        }
      : null,
  }))
}

/** The auditor's word on an alarm, once. Throws WatchRefused. */
export async function settleAlarm(frame: WatchFrame, by: Subject, alarmId: string, word: string): Promise<void> {
  const { accountId } = (await allow(frame, by, 'alarm.settle')).subject
  await linkedTransaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update alarm set settled_by = $2, settled_at = $3, word = $4
        where id = $1 and settled_by is null and account_id is distinct from $2`,
      [alarmId, accountId, frame.now(), sealWords(frame, `alarm ${alarmId}`, word)],
    )
    if (rowCount !== 1) throw new WatchRefused('alarm.unknown')
    await recordWatch(tx, frame.now(), { act: 'alarmSettled', by: accountId, about: { kind: 'alarm', id: alarmId } })
  })
}
