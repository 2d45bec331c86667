import { field, fluxVar, type SecretText } from '../../../src';
import { networkPlace } from '../../../src/model/repository/network-place';

test.each<[SecretText, string | undefined, number | undefined]>([
  ['s3.example.org', 's3.example.org', 443],
  ['s3.example.org:9000', 's3.example.org', 9000],
  ['10.0.0.5', '10.0.0.5', 443],
  ['[fd00::5]', 'fd00::5', 443],
  ['[fd00::5]:9000', 'fd00::5', 9000],
  [['s3.', field('REGION'), '.example.org'], undefined, 443],
  [[field('HOST'), ':9000'], undefined, 9000],
  [['s3.example.org:', field('PORT')], 's3.example.org', undefined],
  [[field('HOST'), ':', field('PORT')], undefined, undefined],
  [field('ENDPOINT'), undefined, undefined],
  [['s3.', field('REST')], undefined, undefined],
  [fluxVar('ENDPOINT'), undefined, undefined],
  [`s3.${fluxVar('DOMAIN')}:9000`, undefined, 9000],
  [`s3.${fluxVar('DOMAIN')}.org`, undefined, 443],
  ['', undefined, 443],
  [[null as never], undefined, undefined],
])('%j is host %j and port %j', (address, host, port) => {
  expect(networkPlace(address, 443)).toEqual({ host, port });
});
