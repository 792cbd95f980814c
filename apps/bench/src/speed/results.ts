import { medians, type Sample } from './sample.ts';

/** All samples of a run, by workload and server. */
export class Results {
  readonly #samples = new Map<string, Map<string, Sample[]>>();

  add(workload: string, server: string, sample: Sample): void {
    const servers = this.#samples.get(workload) ?? new Map<string, Sample[]>();
    this.#samples.set(workload, servers);
    servers.set(server, [...(servers.get(server) ?? []), sample]);
  }

  get workloads(): string[] {
    return [...this.#samples.keys()];
  }

  /** In the order in which they were first measured. */
  servers(workload: string): string[] {
    return [...(this.#samples.get(workload)?.keys() ?? [])];
  }

  /** The medians of all rounds; undefined where it was not measured. */
  of(workload: string, server: string): Sample | undefined {
    const samples = this.#samples.get(workload)?.get(server);
    return samples && medians(samples);
  }

  /** One figure; NaN where it was not measured. */
  figure(workload: string, server: string, name: string): number {
    return this.of(workload, server)?.[name] ?? NaN;
  }
}
