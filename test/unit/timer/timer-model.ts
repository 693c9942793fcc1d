export type Via = 'app' | 'terminal';

/**
 * What the timer must come to, written without any of its code: the world in whole seconds, and a tally a second.
 * It knows no instants, so it cannot make the same mistakes with them.
 */
export class TimerModel {
  /** Seconds logged by the timer, one entry a session. */
  logged: number[] = [];
  /** Seconds by which the wall clock ever went forward. */
  forward = 0;
  state: 'none' | 'running' | 'paused' | 'interrupted' = 'none';
  /** Proven seconds of the run, and those since the last proof. */
  proven = 0;
  pending = 0;
  /** Whether a running Cairn has ever proven it. Only then does a long silence mean that it was not there. */
  watched = false;

  /** The wall clock moves; back when negative. */
  wall(seconds: number): void {
    if (seconds > 0) this.forward += seconds;
    if (this.state === 'running') this.pending += seconds;
  }

  beat(): void {
    if (this.state !== 'running') return;
    if (this.isLost()) this.interrupt();
    else {
      this.prove();
      this.watched = true;
    }
  }

  start(via: Via): boolean {
    if (this.isLost()) return false;
    this.finish();
    this.begin(via);
    return true;
  }

  pause(): boolean {
    if (this.state === 'none' || this.isLost()) return false;
    if (this.state === 'running') this.prove();
    this.state = 'paused';
    return true;
  }

  resume(via: Via): boolean {
    if (this.state === 'none' || this.isLost()) return false;
    if (this.state === 'running') return true;
    this.state = 'running';
    this.watched = via === 'app';
    this.pending = 0;
    return true;
  }

  stop(): boolean {
    if (this.state === 'none') return false;
    this.finish();
    return true;
  }

  recover(choice: 'keep' | 'keep-and-continue' | 'discard'): boolean {
    if (this.state === 'none') return false;
    if (choice === 'discard') this.state = 'none';
    else this.finish();
    // Whoever goes on says so to a person who looks, so it is watched from the start.
    if (choice === 'keep-and-continue') this.begin('app');
    return true;
  }

  restart(): void {
    if (this.state === 'running' && this.watched) this.interrupt();
  }

  private begin(via: Via): void {
    this.state = 'running';
    this.watched = via === 'app';
    this.proven = 0;
    this.pending = 0;
  }

  private isLost(): boolean {
    return this.state === 'interrupted' || (this.state === 'running' && this.watched && this.pending > 60);
  }

  private interrupt(): void {
    this.state = 'interrupted';
    this.pending = 0;
  }

  /** A look at the clock: what passed counts, and a clock that went back past the last look counts as no time. */
  private prove(): void {
    this.proven += Math.max(0, this.pending);
    this.pending = 0;
  }

  private finish(): void {
    if (this.state === 'none') return;
    if (this.isLost()) this.pending = 0;
    if (this.state === 'running') this.proven += Math.max(0, this.pending);
    if (this.proven > 0) this.logged.push(this.proven);
    this.state = 'none';
    this.pending = 0;
  }
}
