import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Default } from 'typebox/value';

type Properties = Record<string, { type?: unknown; pattern?: unknown }>;

/** A field that a value should not have, or has wrong, and what is wrong about it. Never the value. */
export type Fault = { field: string | undefined; problem: string };

const WHOLE_NUMBER = /^(0|[1-9]\d{0,14})$/;

/** Texts of whole numbers become numbers where the schema wants integers; nothing else is converted. */
export function convertIntegers(schema: TSchema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const properties = propertiesOf(schema);
  const entries = Object.entries(value).map(([name, text]: [string, unknown]) => {
    const isNumber = properties[name]?.type === 'integer' && WHOLE_NUMBER.test(String(text));
    return [name, isNumber && typeof text === 'string' ? Number(text) : text];
  });
  return Object.fromEntries(entries) as unknown;
}

/** What is wrong with a value, first fault first. A field is named only where the schema knows it. */
export function firstFault(schema: TSchema, errors: readonly ValidationError[]): Fault {
  const error = errors.find(({ keyword }) => keyword !== 'boolean') ?? errors[0];
  if (!error) return { field: undefined, problem: 'is not as it should be' };
  const missing = (error.params as { requiredProperties?: string[] }).requiredProperties?.[0];
  if (missing !== undefined) return { field: missing, problem: 'is missing' };
  const name = error.instancePath.split('/')[1];
  const known = name !== undefined && Object.hasOwn(propertiesOf(schema), name);
  return { field: known ? name : undefined, problem: problemOf(error) };
}

/**
 * Strict validation by compiled TypeBox schemas: bodies as they are; of queries and parameters, which are all text,
 * whole numbers are read as such and defaults filled in.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  return (value: unknown) => {
    const read = httpPart === 'body' ? value : Default(schema, convertIntegers(schema, value));
    if (validator.Check(read)) return { value: read };
    const { field, problem } = firstFault(schema, validator.Errors(read));
    const subject = field === undefined ? `The ${httpPart ?? 'request'}` : `The field ${field}`;
    return { error: new InvalidRequest(`${subject} ${problem}.`) };
  };
};

/** A request that its schema refuses; the message names the field and quotes nothing of it. */
export class InvalidRequest extends Error {}

type ValidationError = {
  keyword: string;
  instancePath: string;
  params: object;
  message: string;
};

function problemOf({ keyword, message }: ValidationError): string {
  if (keyword === 'pattern') return 'has characters or a form that is not allowed';
  if (keyword === 'additionalProperties') return 'has fields that are not known';
  return message;
}

function propertiesOf(schema: TSchema): Properties {
  return (schema as { properties?: Properties }).properties ?? {};
}
