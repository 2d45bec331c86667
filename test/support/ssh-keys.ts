/** Public keys of servers, as `ssh-keygen` has made them, by type. */
export const sshKeys = {
  ed25519: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBDm2+1O5JdHRH2Ok3fjIvUHYL+LjTbYIUEBbw1NEHEp',
  ecdsa:
    'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBJ1PO0LUXOk2hdeH2aa03dR3lnRZJYpqUPToZEq37erOos1/xdnZCvjQWXwSFaOHvpSRixyHskNFeWwpHPV264U=',
  rsa: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDpoDVi4PmXHPwXWjJC3w5okxZPaNJ6BpH2OdSF33Hc/bR4R9o4nF/JbtVqvMweyRFmhWcp6Zf4WGw3DtbFu5TICatVuogDUaOvd8vOX3decyhOBxnEdzOddLwb3pKRM+5AacE2yR196SE+vn+oWOMAkDFthdpxfkbDXO7SLAH0vDvkOqC9QhHy1ydwpyJPuLsgHosAA+u0SymIoalWJj6XbDtQmxP6GTgPmGuo9aWKuxro0SRmvtPEC5K27GswyYRP35uGoRoAsmfVl4n4Izh+az5AVp3oSp2n2gwdZnQnuU8euIuijEIQWdbJpqW8+XqPQfb9NY50fPC1xfigPpQ9',
} as const;

/** What `ssh-keyscan` prints of a server, which it calls as known_hosts does. */
export function keyscan(...hosts: readonly string[]): string {
  return hosts.flatMap((host) => [`${host} ${sshKeys.ecdsa}`, `${host} ${sshKeys.ed25519}`, '']).join('\n');
}
