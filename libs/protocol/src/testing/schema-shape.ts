/** What a TypeBox schema of ours, or the OpenAPI page that is made of one, may say: for tests that make values of them. */
export type SchemaShape = {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly SchemaShape[];
  items?: SchemaShape;
  properties?: Record<string, SchemaShape>;
  required?: readonly string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minProperties?: number;
  maxItems?: number;
  format?: string;
};
