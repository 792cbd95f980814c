/** Too much waits to be sent already: which bound of LIMITS was met. The composer explains it. */
export class OutboxFull extends Error {
  readonly limit: 'outboxEntries' | 'outboxLength';

  constructor(limit: OutboxFull['limit']) {
    super('Too many messages wait to be sent.');
    this.name = 'OutboxFull';
    this.limit = limit;
  }
}
