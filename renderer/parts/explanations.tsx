import { Explainer } from './explainer.tsx';

/** How the habit score is made, and why a missed day hardly moves it. */
export function ScoreExplainer() {
  return (
    <Explainer title="How the habit score works">
      <p>
        It says how steady you have been, from 0 to 100 %. Each day moves it a little towards full or empty,
        and older days weigh less and less. One missed day costs a few per cent, and a good week brings it
        back.
      </p>
      <p>
        Rest days are part of it: with two a week, five days are a full week. Paused days do not count either
        way.
      </p>
      <p>
        The formula is that of Loop Habit Tracker: score × m + day × (1 − m), with m = 0.5 ^ (√f ÷ 13) and f
        the share of days meant for practice.
      </p>
    </Explainer>
  );
}

/** What keeps a streak, and what ends it. */
export function StreakExplainer({ restDays, restLeft }: { restDays: number; restLeft: number }) {
  const rest = restDays === 1 ? '1 rest day' : `${restDays} rest days`;
  return (
    <Explainer title="How the streak works">
      <p>
        It counts the days with practice, any length of it. {rest} in seven are allowed and do not end it
        {restDays > 0 && `; ${restLeft} of them ${restLeft === 1 ? 'is' : 'are'} left this week`}. Paused days
        are stepped over.
      </p>
      <p>
        The streak is the strict one of the two. When it ends, the habit score beside it still knows what you
        did. How many rest days you want is in Settings.
      </p>
    </Explainer>
  );
}

/** The method of the forecast, its range and its source. */
export function ForecastExplainer() {
  return (
    <Explainer title="How the forecast is made">
      <p>
        Cairn takes your last eight whole weeks and plays the future 400 times: each week to come is like one
        of those, in any order. The likely date is the middle of the 400 ends; 8 times in 10 the end lies in
        the range.
      </p>
      <p>
        Weeks with a pause in them are left out, and pauses to come are stepped over. With fewer than eight
        weeks the range is less sure than it looks; with less than two there is none.
      </p>
      <p>
        Method: bootstrap (Efron 1979) with Bayesian weights (Rubin 1981), because eight weeks are not the
        whole truth. Tested against made-up histories whose end is known.
      </p>
    </Explainer>
  );
}

/** How the need of a target is estimated and when it is called at risk. */
export function RiskExplainer() {
  return (
    <Explainer title="How targets are judged">
      <p>
        What is left of a phase’s hours is shared among its open targets; one in work counts half. Where the
        hours are used up, a target counts with its even share of the phase. It is an estimate, not a
        measurement.
      </p>
      <p>
        A target is at risk when more than half of the forecast’s 400 ends come after the last day of its
        phase, and tight from one in five on.
      </p>
    </Explainer>
  );
}
