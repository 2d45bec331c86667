import ts from 'typescript';
import { docComment } from './doc-comment';

/** A field of an options type, inherited or its own. */
export interface Member {
  /** With the field that it is in before it, for a field of an object that is typed on the spot: `pods.labels`. */
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly text: string;
  readonly default: string | undefined;
}

/** The fields of a type, in the order of their declaration; those of objects that are typed on the spot follow theirs. */
export function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member[] {
  return checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .flatMap((each) => [memberOf(each, checker), ...nestedMembers(each, checker)]);
}

function memberOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member {
  const { text, default: value } = docComment(symbol, checker);
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  return { name: symbol.name, type: typeText(symbol, checker), optional, text, default: value };
}

function nestedMembers(symbol: ts.Symbol, checker: ts.TypeChecker): Member[] {
  return typeLiterals(typeNode(symbol)).flatMap((literal) =>
    checker
      .getTypeAtLocation(literal)
      .getProperties()
      .flatMap((each) => [memberOf(each, checker), ...nestedMembers(each, checker)])
      .map((each) => ({ ...each, name: `${symbol.name}.${each.name}` })),
  );
}

/** The object types that are written out in a type, and not by name elsewhere. */
export function typeLiterals(node: ts.TypeNode | undefined): ts.TypeLiteralNode[] {
  if (node === undefined) {
    return [];
  }
  if (ts.isTypeLiteralNode(node)) {
    return [node];
  }
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) {
    return node.types.flatMap(typeLiterals);
  }
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) {
    return typeLiterals(node.type);
  }
  return ts.isArrayTypeNode(node) ? typeLiterals(node.elementType) : [];
}

function typeNode(symbol: ts.Symbol): ts.TypeNode | undefined {
  const declaration = symbol.declarations?.[0];
  return declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
}

/** More words than these are better looked up. */
const FEW = 6;

/**
 * The type as it is declared, but that a few words stand for their name, and what a type parameter may be for itself.
 * That nothing writes to options goes without saying, and what is typed on the spot has rows of its own.
 */
function typeText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const node = typeNode(symbol);
  return node ? shortened(nodeText(node, checker)) : checker.typeToString(checker.getTypeOfSymbol(symbol));
}

function nodeText(node: ts.TypeNode, checker: ts.TypeChecker): string {
  const type = checker.getTypeFromTypeNode(node);
  if (type.flags & ts.TypeFlags.TypeParameter) {
    return checker.typeToString(checker.getBaseConstraintOfType(type) ?? type);
  }
  if (type.isUnion() && type.types.length <= FEW && type.types.every((each) => each.isStringLiteral())) {
    return type.types.map((each) => `'${each.value}'`).join(' | ');
  }
  const text = node.getText();
  return typeLiterals(node).reduce((all, literal) => all.replace(literal.getText(), '{ … }'), text);
}

function shortened(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\breadonly /g, '')
    .replace(/\bReadonly<(Record<[^<>]*>)>/g, '$1');
}
