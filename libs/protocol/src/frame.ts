import { Type, type TProperties } from 'typebox';

/** A frame schema: an object that is told apart by `type` and knows no other fields. */
export function frame<const Name extends string, Fields extends TProperties>(
  type: Name,
  fields: Fields,
) {
  return Type.Object({ type: Type.Literal(type), ...fields }, { additionalProperties: false });
}
