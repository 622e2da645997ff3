# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The world of the scenarios: this computer, its router, a provider, a recipient, others, and a name service.

Everything starts once and is in health. A scenario hurts it by the methods below "faults"; heal() undoes all of that. What
the computer contacts is written down by the router, before anything can be blocked or taken over there.
"""

import fcntl
import json
import os
import re
import select
import shutil
import struct
import subprocess
import tempfile
import threading
from email.utils import formatdate

import dns
import dovecot
import exim
import names
import postfix
import provider
from namespaces import Computer, Namespace, call, connect, prepare
from patient import OWN_MARK, Delayer, Patient, Resolver, Web, server_context
from process import LabError, Server, fill_in, find_program, make_folder, write
from silent import MutePort
from tap import Skip, add_case

HERE = os.path.dirname(os.path.abspath(__file__))

ROUTER_RULES = f"""
table inet lab {{
  set contacted {{ type ipv4_addr . inet_proto . inet_service; flags dynamic; size 65535; counter; }}
  set contacted6 {{ type ipv6_addr . inet_proto . inet_service; flags dynamic; size 65535; counter; }}
  chain count {{
    type filter hook prerouting priority raw; policy accept;
    iifname {{ "lan0", "tun1" }} meta l4proto {{ tcp, udp }} add @contacted {{ ip daddr . meta l4proto . th dport }}
    iifname {{ "lan0", "tun1" }} meta l4proto {{ tcp, udp }} add @contacted6 {{ ip6 daddr . meta l4proto . th dport }}
  }}
  chain middle {{ type nat hook prerouting priority dstnat; policy accept; }}
  chain scenario {{ type filter hook forward priority 0; policy accept; }}
  chain out {{ type nat hook postrouting priority srcnat; policy accept; oifname "wan0" ip saddr 192.168.0.0/16 masquerade; }}
}}
"""

PROVIDER_RULES = """
table inet lab {
  map swap { type ipv4_addr . inet_service : ipv4_addr . inet_service; }
  chain doors { type nat hook prerouting priority dstnat; policy accept; dnat ip to ip daddr . tcp dport map @swap; }
  chain scenario { type filter hook input priority 0; policy accept; }
}
"""

COMPUTER_RULES = """
table ip lab {
  chain shield { type nat hook output priority -100; policy accept; }
}
"""


class World:
    dovecot_template = "dovecot.conf.in"
    mechanisms = "plain login"

    def __init__(self, logs=None):
        self.kept_logs = logs
        self.running = []
        self.undo = []
        self.patients = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="od-world-")
        os.chmod(self.folder, 0o755)
        self.logs = make_folder(self.kept_logs or self._sub("logs"))
        self.pki = self._sub("pki")
        self.ca = os.path.join(self.pki, "ca.pem")
        try:
            self._build_network()
            pki = subprocess.Popen([os.path.join(HERE, "make-pki"), self.pki], stderr=subprocess.PIPE, text=True)
            self._start_names()
            _, complaint = pki.communicate()
            if pki.returncode != 0:
                raise LabError(f"make-pki failed: {complaint}")
            self._start_mail()
            self._start_others()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for undo in reversed(self.undo):
            undo()
        for server in reversed(self.running):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sub(self, name):
        return os.path.join(self.folder, name)

    def _started(self, server):
        self.running.append(server)
        return server

    # --- the houses and the cables

    def _build_network(self):
        prepare()
        self.computer = Computer()
        self.computer.ip("link", "delete", "void0")
        self.router, self.internet = Namespace("router"), Namespace("internet")
        self.internet.ip("link", "add", "bridge", "type", "bridge")
        self.internet.ip("link", "set", "bridge", "up")
        connect(self.computer, "lan0", self.router, "lan0")
        self._plug_in(self.router, "wan0", names.HOME)
        self._address_home()
        self.houses = {name: self._house(name, *about) for name, about in names.HOSTS.items()}
        self.provider, self.others = self.houses["provider"], self.houses["others"]
        self.provider.ip("address", "add", names.SMTP6 + "/64", "dev", "wan0", "nodad")
        self.provider.ip("route", "add", "2001:2:0:178::/64", "via", "2001:2:0:1::1")
        self.router.nft(ROUTER_RULES)
        for kind in ("udp_timeout", "udp_timeout_stream"):  # or a port used again would still go the way it went before
            self.router.set("net.netfilter.nf_conntrack_" + kind, 1)
        self.provider.nft(PROVIDER_RULES)
        self.computer.nft(COMPUTER_RULES)
        self.resolver_for_servers = self._sub("resolv.servers")
        write(self.resolver_for_servers, f"nameserver {names.NAME_SERVER}\n")

    def _plug_in(self, house, interface, address):
        connect(self.internet, "to-" + house.name, house, interface)
        self.internet.ip("link", "set", "to-" + house.name, "master", "bridge")
        house.ip("address", "add", address + "/15", "dev", interface)

    def _house(self, name, address, more):
        house = Namespace(name)
        self._plug_in(house, "wan0", address)
        if more is not None:
            house.ip("route", "add", "local", more, "dev", "lo")
        return house

    def _address_home(self):
        self.router.ip("address", "add", names.ROUTER + "/24", "dev", "lan0")
        self.router.ip("address", "add", names.ROUTER6 + "/64", "dev", "lan0", "nodad")
        self.router.ip("address", "add", "2001:2:0:1::1/64", "dev", "wan0", "nodad")
        self.router.set("net.ipv4.ip_forward", 1)
        self.router.set("net.ipv6.conf.all.forwarding", 1)
        self.computer.ip("address", "add", names.COMPUTER + "/24", "dev", "lan0")
        self.computer.ip("address", "add", names.COMPUTER6 + "/64", "dev", "lan0", "nodad")
        self.computer.ip("route", "add", "default", "via", names.ROUTER)
        self.computer.ip("route", "add", "default", "via", names.ROUTER6)

    # --- the servers in health

    def _start_names(self):
        self.knot = self._sub("knot")
        zone = self._sub("world.zone")
        write(zone, names.ZONE)
        control = os.path.join(self.knot, "run", "knot.sock")
        self._started(dns.start(self.knot, self.logs, os.path.join(HERE, "knot.conf.in"), [zone], self.houses["dns"].prefix(),
                                lambda: os.path.exists(control) and self._signs()))
        self._start_resolver()

    def _signs(self):
        done = subprocess.run([find_program("knotc", "knot"), "-s", self._knot_socket(), "zone-read", ".", ".", "RRSIG"],
                              capture_output=True, text=True, check=False)
        return "RRSIG" in done.stdout

    def _knot_socket(self):
        return os.path.join(self.knot, "run", "knot.sock")

    def _start_resolver(self):
        """The router's unbound; the computer's program trusts the same key of the root, put where systems keep it."""
        folder = make_folder(self._sub("unbound"))
        key = call(find_program("keymgr", "knot"), "-D", os.path.join(self.knot, "db", "keys"), ".", "dnskey")
        write(os.path.join(folder, "root.key"), key)
        write(os.path.join(folder, "root.hints"), f". 3600 NS ns.example.com.\nns.example.com. 3600 A {names.NAME_SERVER}\n")
        self._replace("/usr/share/dns/root.key", os.path.join(folder, "root.key"))
        call("umount", "/etc/resolv.conf")  # the one of tests/lab/enter: nothing can be laid over it
        resolver = self._sub("resolv.computer")
        write(resolver, f"nameserver {names.ROUTER}\n")
        self._replace("/etc/resolv.conf", resolver)
        self.query_log = os.path.join(self.logs, "unbound.log")
        self.unbound_config = os.path.join(folder, "unbound.conf")
        write(self.unbound_config, fill_in(os.path.join(HERE, "unbound.conf.in"), {"DIR": folder, "LOG": self.query_log}))
        program = find_program("unbound", "unbound")
        self.unbound = self._started(Server("Unbound", [*self.router.prefix(), program, "-d", "-c", self.unbound_config],
                                            os.path.join(self.logs, "unbound-start.log")))
        self.unbound.wait_ready(lambda: dns._resolves("smtp.example.org"))

    @staticmethod
    def _replace(path, ours):
        if os.path.exists(path):
            call("mount", "--bind", ours, path)

    def _start_mail(self):
        auth = self._sub("auth.sock")
        self.dovecot = self._started(dovecot.start(self._sub("dovecot"), self.logs, self.pki, auth, names.ACCOUNTS, self.mechanisms,
                                                    os.path.join(HERE, self.dovecot_template), lambda: True))
        self.postfix = self._started(postfix.start(self._sub("postfix"), self.logs, self.pki, self._sub("postfix-mail"), auth,
                                                    HERE, {"DOORS": provider.doors(self.pki)},
                                                    self.provider.prefix(self.resolver_for_servers),
                                                    ((names.SMTP, 587), (names.GMX, 587))))
        self.exim = self._started(exim.start(self._sub("exim"), self.logs, self.pki, self._sub("exim-mail"), "",
                                             os.path.join(HERE, "exim.conf.in"),
                                             self.houses["recipient"].prefix(self.resolver_for_servers), ((names.RECIPIENT, 25),)))

    def _start_others(self):
        """Somebody else's mail server and web server, to compare with; they can be told to show another certificate. And the
        provider's other doors, so far as it matters whether they can be reached."""
        context = server_context(self.pki, "control")
        with self.others.inside():
            mail = [Patient(address, port, mode, context, name, date=formatdate)
                    for address, name in ((names.CONTROL, "smtp.control.example"), (names.LISTED, "securesmtp.t-online.de"))
                    for port, mode in ((25, "starttls"), (587, "starttls"), (465, "tls"))]
            web = [Web(address, 443, lambda path: ("200 OK", [], b"hello\n"), context, formatdate)
                   for address in (names.WEB, names.CONTROL, names.LISTED)]
            portal = Web(names.PORTAL_CHECK, 80, portal_answer, date=formatdate)
        with self.provider.inside():
            self.webmail = Web(names.SMTP, 443, lambda path: ("200 OK", [], b"webmail\n"), server_context(self.pki, "smtp"), formatdate)
            self._started(MutePort(names.SMTP, 993))
        self.dated = [self._started(server) for server in (*mail, *web, portal, self.webmail)]

    # --- faults

    def block(self, rule):
        """A rule in the router for what it hands on, as in "tcp dport 25 drop"."""
        self.router.nft(f"add rule inet lab scenario {rule}\n")

    def refuse(self, rule):
        """A rule at the provider's for what comes in."""
        self.provider.nft(f"add rule inet lab scenario {rule}\n")

    def swap(self, port, target_port, address=names.SMTP, target=None):
        """Leads connections for this door of the provider to another."""
        self.provider.nft(f"add element inet lab swap {{ {address} . {port} : {target or address} . {target_port} }}\n")

    def swap_fault(self, name, port=587):
        self.swap(port, provider.FAULTS[name][0])

    def put_patient(self, port, mode, address=names.SMTP, certificate="smtp", **options):
        """A Patient in the place of this door of the provider."""
        context = server_context(self.pki, certificate) if mode != "plain" else None
        with self.provider.inside():
            patient = Patient(names.PATIENT, 10000 + port, mode, context, **options)
        self._until_healed(patient)
        self.patients.append(patient)
        self.swap(port, 10000 + port, address, names.PATIENT)
        return patient

    def put_in_the_way(self, ports, make):
        """The router hands connections to these ports over to a small server in the router, made by make (address, port)."""
        with self.router.inside():
            self._until_healed(make("0.0.0.0", 12000))
        self.router.nft(f'add rule inet lab middle iifname "lan0" tcp dport {{ {", ".join(map(str, ports))} }} redirect to :12000\n')

    def delay(self, milliseconds, ports=(25, 465, 587, 443, 993)):
        """The servers are this long a round trip away. The time until a connection is taken is spent before the greeting."""
        self.put_in_the_way(ports, lambda *at: Delayer(*at, milliseconds))

    def capture_web(self):
        """A captive portal: every page leads to its login."""
        login = ("302 Found", ["Location: http://login.hotel.example/"], b"<html><title>Welcome to the hotel</title></html>")
        with self.router.inside():
            self._until_healed(Web("0.0.0.0", 12080, lambda path: login))
        self.router.nft('add rule inet lab middle iifname "lan0" tcp dport 80 redirect to :12080\n')

    def put_on_the_computer(self, ports, make):
        """The same on the computer itself, as virus scanners do it."""
        self._until_healed(make("127.0.0.1", names.SHIELD_PORTS))
        self.computer.nft(f"add rule ip lab shield meta mark != {OWN_MARK} tcp dport {{ {', '.join(map(str, ports))} }} "
                          f"redirect to :{names.SHIELD_PORTS}\n")

    def break_resolver(self, invented=None):
        """The router's resolver fails, or answers everything with one address."""
        with self.router.inside():
            self._until_healed(Resolver(names.ROUTER, 5300, invented))
        self.router.nft('add rule inet lab middle iifname "lan0" udp dport 53 redirect to :5300\n')

    def record(self, name, kind, *data):
        """Sets records of the name service for a while, in place of what the name has of this kind; None takes them away."""
        before = re.findall(rf"(?m)^{re.escape(name)}\s+{kind}\s+(.+?)\s*$", names.ZONE)
        self._change_zone(name, kind, *data)
        self.undo.append(lambda: self._change_zone(name, kind, *(before or [None])))

    def _change_zone(self, name, kind, *data):
        control = [find_program("knotc", "knot"), "-s", self._knot_socket()]
        call(*control, "zone-begin", ".")
        subprocess.run([*control, "zone-unset", ".", name, kind], capture_output=True, check=False)
        for one in data:
            if one is not None:
                call(*control, "zone-set", ".", name, "0", kind, one)
        call(*control, "zone-commit", ".")
        # Within its second even an answer without lifetime is given again.
        self._tell_resolver("flush_zone", name)
        self._tell_resolver("flush_negative")

    def name_of_router(self, name):
        self._tell_resolver("local_data", f"1.178.168.192.in-addr.arpa. PTR {name}.")
        self.undo.append(lambda: self._tell_resolver("local_data_remove", "1.178.168.192.in-addr.arpa."))

    def _tell_resolver(self, *words):
        call(find_program("unbound-control", "unbound"), "-c", self.unbound_config, *words)

    def tunnel(self):
        """The way to the internet leads through a VPN: a real tun interface, at whose other end is the router."""
        wire = Tunnel(self.computer, self.router)
        self.computer.ip("route", "replace", "default", "dev", "tun0")
        self.computer.ip("-6", "route", "del", "default")
        self.undo.append(lambda: self._end_tunnel(wire))

    def _end_tunnel(self, wire):
        wire.stop()
        self.computer.ip("route", "replace", "default", "via", names.ROUTER)
        self.computer.ip("-6", "route", "replace", "default", "via", names.ROUTER6)

    def replace_others(self, certificate, date=None):
        """The control hosts show another certificate; they and the provider's web pages say another date."""
        context = server_context(self.pki, certificate)
        for server in self.dated:
            self.undo.append(lambda server=server, old=(server.context, server.date): self._restore(server, old))
            server.date = date
            if server.context is not None and server is not self.webmail:
                server.context = context

    @staticmethod
    def _restore(server, old):
        server.context, server.date = old

    def _until_healed(self, server):
        self.undo.append(server.stop)
        return server

    def heal(self):
        for undo in reversed(self.undo):
            undo()
        self.undo, self.patients = [], []
        self.router.nft("flush chain inet lab scenario\nflush chain inet lab middle\n")
        self.provider.nft("flush map inet lab swap\nflush chain inet lab scenario\n")
        self.computer.nft("flush chain ip lab shield\n")

    # --- what was seen

    @property
    def environment(self):
        """For outbox-check: our own third parties in the place of the real ones."""
        return {"OD_THIRD_PARTIES": os.path.join(HERE, "third-parties.xml")}

    @staticmethod
    def addresses(name):
        """Those of a host, by the zone as it was written."""
        return set(re.findall(rf"(?m)^{re.escape(name)}\.\s+A{{1,4}}\s+(\S+)", names.ZONE)) | {names.SMTP6}

    def mark(self):
        """Everything seen from now on counts for the next run."""
        self.router.nft("flush set inet lab contacted\nflush set inet lab contacted6\n")
        self.queries_before = os.path.getsize(self.query_log)
        self.logins_before = self.dovecot.mark() + sum(patient.logins for patient in self.patients)

    def logins(self):
        return self.dovecot.mark() + sum(patient.logins for patient in self.patients) - self.logins_before

    def contacted(self):
        """Where the computer sent something since mark(): {(address, "tcp", port), …}."""
        found = set()
        for name in ("contacted", "contacted6"):
            listing = json.loads(self.router.call("nft", "-j", "list", "set", "inet", "lab", name))
            for part in listing["nftables"]:
                for element in part.get("set", {}).get("elem", []):
                    found.add(tuple(element["elem"]["val"]["concat"]))
        return found

    def queries(self):
        """The names that were asked of the router's resolver since mark()."""
        with open(self.query_log, "rb") as file:
            file.seek(self.queries_before)
            text = file.read().decode("utf-8", "replace")
        return set(re.findall(r"info: 192\.168\.178\.\d+ (\S+)\. [A-Z0-9]+ IN", text))


def portal_answer(path):
    """What the page for finding captive portals says where there is none."""
    return ("204 No Content", [], b"") if "204" in path else ("200 OK", ["Content-Type: text/plain"], b"success\n")


class Tunnel:
    """Two tun interfaces, and a thread that carries packets from one to the other."""

    def __init__(self, computer, router):
        self.ends = [self._open(computer, "tun0", "10.8.0.2", "10.8.0.1"), self._open(router, "tun1", "10.8.0.1", "10.8.0.2")]
        self.wake = os.pipe()
        self.thread = threading.Thread(target=self._carry, daemon=True)
        self.thread.start()
        router.nft('add rule inet lab out oifname "wan0" ip saddr 10.8.0.0/24 masquerade\n')

    @staticmethod
    def _open(house, name, own, other):
        with house.inside():
            try:
                end = os.open("/dev/net/tun", os.O_RDWR)
            except OSError as error:
                raise Skip(f"no tun interface can be made here: {error}") from error
            fcntl.ioctl(end, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x1001))
        house.ip("address", "add", own, "peer", other, "dev", name)
        house.ip("link", "set", name, "up")
        return end

    def _carry(self):
        one, other = self.ends
        while True:
            for end in select.select([one, other, self.wake[0]], [], [])[0]:
                if end == self.wake[0]:
                    return
                os.write(other if end == one else one, os.read(end, 4096))

    def stop(self):
        os.write(self.wake[1], b".")
        self.thread.join(5)
        for end in (*self.ends, *self.wake):
            os.close(end)


def healing(world_of):
    """A decorator for the cases of a program: after each the world that world_of() gives is in health again."""
    def in_world(title):
        def add(function):
            def run_and_heal():
                try:
                    function()
                finally:
                    world_of().heal()
            add_case(title, run_and_heal)
            return function
        return add
    return in_world
