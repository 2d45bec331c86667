import { isDeclaredRepository, type Repository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { requireOptions } from '../rules/require-options';
import { show } from '../rules/show';
import { withoutStack } from '../rules/without-stack';
import type { CronGrammar } from '../schedule/cron';
import { Schedule, type ScheduleInput, scheduleProblems } from '../schedule/schedule';
import { isSet } from '../values/known-keys';
import { repeated } from '../values/repeated';
import { completeRetention, type Retention, retentionProblems } from './retention';

/** One app's copy in one repository: how often it is made and how long it is kept. */
export interface Destination<Name extends string = string> {
  /** Where the copy is. */
  readonly repository: Repository<Name>;
  /** How often it is made. */
  readonly schedule: Schedule;
  /** How long it is kept, every key decided. */
  readonly retention: Required<Retention>;
}

/**
 * A copy in one repository: how often it is made and how long it is kept.
 * @param repository one of the cluster's repositories, by reference: a misspelt one does not compile
 * @throws TypeError if it is none, which only plain JavaScript can do
 */
export function destination<Name extends string>(
  repository: Repository<Name>,
  options: { readonly schedule: ScheduleInput; readonly retention: Retention },
): Destination<Name> {
  if (!isDeclaredRepository(repository)) {
    throw withoutStack(
      new TypeError(
        `destination(${show(repository)}): not a repository of a cluster; name one as in plans: ({ nas }) => …`,
      ),
    );
  }
  requireOptions('destination', options);
  const { schedule, retention } = options;
  return {
    repository,
    schedule: Schedule.from(schedule),
    retention: { ...retention, ...completeRetention(retention) },
  };
}

/** A named list of destinations, which most apps pick. Restores come from the first, unless the app says otherwise. */
export class Plan<Name extends string = string> {
  /** The copies, the first of them the one that restores come from. */
  readonly destinations: readonly Destination<Name>[];

  constructor(destinations: readonly Destination<Name>[]) {
    this.destinations = destinations;
  }

  /**
   * The same plan with fixed minutes, by repository: `standard.at({ nas: 25, b2: 49 })`. Meant for clusters whose
   * minutes are spread by hand already; without it every minute is spread by a stable hash.
   * @throws TypeError if the plan has no such repository, which only plain JavaScript can say
   */
  at(minutes: Partial<Record<Name, number>>): Plan<Name> {
    requireNames(minutes, this.destinations);
    return new Plan(
      this.destinations.map((each) => {
        const minute = minutes[each.repository.name] ?? undefined;
        return minute === undefined ? each : { ...each, schedule: each.schedule.at(minute) };
      }),
    );
  }
}

function requireNames(minutes: object, destinations: readonly Destination[]): void {
  const names = destinations.map((each) => each.repository.name);
  const unknown = Object.keys(minutes).find((each) => !names.includes(each));
  if (unknown !== undefined) {
    throw withoutStack(
      new TypeError(
        `plan.at: ${show(unknown)} is no repository of this plan, so no minute would be fixed; name one of ${names.join(', ')}`,
      ),
    );
  }
}

/** A list of destinations, which apps pick by its name in the cluster's `plans`. */
export function plan<Name extends string>(...destinations: readonly Destination<Name>[]): Plan<Name> {
  return new Plan(destinations);
}

/** Whether a value is a list of what {@link destination} makes: plain JavaScript may give anything. */
export function areDestinations(value: unknown): value is readonly Destination[] {
  const isDestination = (each: Partial<Destination> | undefined) =>
    isDeclaredRepository(each?.repository) && each?.schedule instanceof Schedule && isSet(each.retention);
  // `every` passes over the holes of a list.
  return Array.isArray(value) && [...value].every(isDestination);
}

export function destinationsProblems(
  field: string,
  destinations: readonly Destination[],
  grammar: CronGrammar,
): Problem[] {
  if (!areDestinations(destinations)) {
    const text = 'is not a list of destinations; write [destination(repository, { schedule, retention })]';
    return [{ field, text }];
  }
  const names = destinations.map((each) => each.repository.name);
  const [twice] = repeated(names, (name) => name);
  return [
    ...problemIf(
      destinations.length === 0,
      field,
      'there is no destination, so nothing would be backed up; name at least one',
    ),
    ...problemIf(
      twice !== undefined,
      field,
      () => `"${twice?.[0]}" is named twice, and both would write one history; name each repository once`,
      'I2',
    ),
    ...destinations.flatMap(({ repository: { name }, schedule, retention }) => [
      ...scheduleProblems(`${field}.${name}.schedule`, schedule, grammar),
      ...retentionProblems(`${field}.${name}.retention`, retention),
    ]),
  ];
}
