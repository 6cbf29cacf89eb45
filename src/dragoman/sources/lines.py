"""What single lines of a news page are: labels of link lists, captions, page furniture, datelines. English first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language.calendar import DAY, MONTH, WEEKDAY, YEAR

_LABEL_CHARS = 60
_CAPTION_CHARS = 400
_FURNITURE_CHARS = 320

_LABEL_WORDS = (
    r"(?:related|related (?:news|stories|story|articles?|content|topics?|links?|coverage|posts?|reading|videos?|to this)"
    r"|read (?:more|also|next|on|this)|also read|see (?:also|more)|more (?:on this(?: story| topic)?|stories|news|from .{1,30}|about .{1,30}|in .{1,20}|to read|coverage)"
    r"|most (?:read|popular|viewed|shared|commented|recent)|recommended(?: (?:for you|stories|reading|articles))?|trending(?: now)?|popular(?: now| stories)?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed).{0,20}|don['’]t miss|editor['’]?s['’]? (?:picks?|choice)|top (?:stories|news|picks)|latest(?: news| stories)?"
    r"|further reading|what to read next|up next|in (?:other|related) news|other (?:news|stories|links)|more from (?:us|the web)|around the web|promoted(?: stories| content)?|sponsored(?: content| stories)?"
    r"|go deeper|background reading|explore more|must[- ]reads?|previous(?:ly)?|next article|previous article|external links?|sister links?|sources?|references"
    r"|à lire aussi|lire aussi|à lire également|sur le même (?:sujet|thème)|voir aussi|articles? liés?"
    r"|lesen sie (?:auch|mehr)|mehr zum thema|siehe auch|das könnte sie (?:auch )?interessieren"
    r"|lea también|te puede interesar|noticias relacionadas|más (?:información|noticias)|ver también|leer más"
    r"|leggi anche|potrebbe interessarti|articoli correlati|leia (?:também|mais)|veja também|notícias relacionadas"
    r"|lees (?:ook|meer)|meer over dit onderwerp|читайте также|читать также|по теме|смотрите также|читайте також|zobacz też|czytaj też|zobacz również|czytaj (?:także|również|więcej)|přečtěte si(?: také)?)"
)
_LABEL = re.compile(rf"^\W{{0,3}}{_LABEL_WORDS}\s*[:|»>›→.…-]*$", re.IGNORECASE)
_INLINE_LABEL = re.compile(
    r"^\W{0,3}(?:(?:related(?: (?:news|stories|story|articles?|content|coverage|reading|topics?))?|read (?:more|also|next)|also read|see also|more on this(?: story)?"
    r"|don['’]t miss|must[- ]read|recommended|trending|watch(?: now| live)?|listen|opinion|analysis|explainer|explained|à lire aussi|lire aussi|voir aussi|lesen sie auch|siehe auch"
    r"|lea también|leggi anche|leia também|lees ook|читайте также|читайте також|zobacz też|czytaj też)\s*(?:[:|»›→]|(?<=[a-zA-Zа-яА-Я])\s[-–—]\s)"
    r")",
    re.IGNORECASE,
)
_UPPER_LABEL = re.compile(r"^\W{0,3}(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE ALSO|RELATED|RECOMMENDED|WATCH)\b")

_CAPTION = re.compile(
    r"^(?:\W{0,2}(?:(?:file )?photo(?:graph)?(?: (?:by|credit|courtesy))?|image(?: (?:credit|source|copyright|caption))?|picture(?: credit)?|pictured|(?:media|video|photo) caption"
    r"|credit|cr[ée]dit(?:o|s)?(?: photo)?|foto|bild|illustration|graphic|map|infographic|фото)\s*[:©|/]"
    r"|(?:\[?FILE\]?|FILE PHOTO|FILE PICTURE|File photo|File picture|File image|Archive photo)\b\s*[-–—:.]?"
    r"|©\s?(?:AP|AFP|Reuters|Getty|EPA|TASS|dpa|ANSA|EFE|PAP|Belga|ANP|RIA)\b)"
)
_AGENCIES = (
    r"(?:Reuters|REUTERS|AP|AFP|EPA(?:-EFE)?|Getty(?: Images)?|GETTY(?: IMAGES)?|TASS|RIA(?: Novosti)?|Sputnik|Xinhua|Anadolu(?: Agency)?|AA|dpa|DPA|PA(?: Media| Wire)?|Shutterstock|Bloomberg|ANSA|EFE|PAP|Belga|ANP"
    r"|AAP|Kyodo|Yonhap|PTI|NurPhoto|Zuma|Alamy|iStock|Unsplash|Wikimedia(?: Commons)?|Flickr|EBS|Keystone|Ritzau|TT|NTB|MTI|BTA|BNS|LETA|Agerpres|CTK|ČTK|TASR)"
)
_CAPTION_END = re.compile(
    rf"(?:[(\[]\s*(?:(?:AP |File |Handout |Pool )?(?:Photo|Image|Picture|File|Photo credit|Credit|Source|Screengrab|Screenshot)[^()\[\]]{{0,80}}"
    rf"|[^()\[\]]{{0,60}}[/|]\s?{_AGENCIES}|{_AGENCIES}(?:\s?[/|,][^()\[\]]{{0,60}})?(?: (?:file )?(?:photo|image|picture))?|[^()\[\]]{{0,40}} via {_AGENCIES})\s*[)\]]"
    rf"|\b(?:Photo|Image|Picture|Credit|Photograph|Source|Foto)(?: credit| by)?\s?[:/]\s?[^.!?]{{2,60}}|[©|/]\s?(?:[^.!?|/]{{0,40}}[/ ])?{_AGENCIES}(?: Images)?)\s*\.?$"
)
_FURNITURE = re.compile(
    r"^\W{0,3}(?:"
    r"(?:additional )?reporting (?:and writing |and editing )?by\b|writing by\b|(?:compiled|edited|translated) by\b|editing by\b|with (?:additional )?(?:reporting|files|input|inputs) (?:by|from)\b|by .{2,40} with (?:reuters|afp|ap)\b"
    r"|our standards\s*:|all rights reserved\b|copyright\s*(?:©|\(c\)|\d{4}|:|by\b)|©|\(c\) ?\d{4}"
    r"|sign[- ]?up (?:for|to|here|now|today)\b|sign in\b|log ?in\b|register (?:now|here|for free)\b|subscribe\b|subscription\W*$|unsubscribe\b|already a (?:subscriber|member)\b|become a (?:member|subscriber|patron)\b"
    r"|get (?:the|our|all) (?:latest|best|daily|morning|free|top|most).{0,80}(?:inbox|newsletter|app|email|alerts?|updates)\b|join our\b.{0,60}(?:newsletter|channel|telegram|whatsapp|community|list)|(?:our )?(?:daily |weekly |free |morning )*newsletters?\b.{0,60}$"
    r"|enter your e-?mail\b|your e-?mail(?: address)?\b|thank you for (?:subscribing|signing|reading|your)\b|you can unsubscribe\b"
    r"|(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing|clicking)).{0,60}\bcookies?\b|(?:accept|reject|manage)(?: all)? cookies?\b|cookie (?:policy|settings|preferences|notice)\b|privacy (?:policy|notice|settings)\b|terms (?:of|and)\b.{0,40}$|accept all$|manage (?:preferences|consent)"
    r"|(?:please )?follow (?:us|[\w .'’]{1,40}) on\b|follow us\b|like us\b|find us on\b|connect with us\b|join us on\b|share (?:this|on|via|with|the article|article|it)\b|share$|tweet(?: this)?$|(?:e-?mail|print|copy)(?: (?:this|link|article).{0,20})?$|save(?: article| for later)?$"
    r"|click here\b|tap here\b|download (?:our|the) .{0,30}app\b|available on (?:the )?(?:app store|google play)|advertisement(?:\W*$|\s*[-–—|:/])|advertising\W*$|sponsored content\b|ad$|ads$|story continues\b|article continues\b|continue reading\b|scroll (?:down )?(?:to|for)\b"
    r"|(?:leave|post|add|write) a (?:comment|reply)\b|(?:\d+ )?comments?(?: \(\d+\))?$|(?:show|view|read|hide|load) (?:all |more )?comments?\b|loading\b.{0,12}$|no comments\b|join the (?:conversation|discussion)\b"
    r"|listen to (?:this|the) (?:article|story|audio)\b|watch (?:the )?(?:video|live|now|more)\b|play video\b|video (?:unavailable|player|duration)\b|(?:support|donate to) (?:our|us|independent|quality)\b|help us\b.{0,60}(?:independent|journalism|free)"
    r"|(?:tags?|topics?|categor(?:y|ies)|filed under|keywords|sections?)\s*[:|]|published (?:in|on|by)\b.{0,60}$|this (?:article|story|report|piece|post) (?:was|has been|is|originally|first|appeared).{0,140}(?:published|appeared|translated|updated|republished|syndicated|feed|licen[cs]e|generated|edited|corrected)"
    r"|(?:the|this) (?:text|content|material) .{0,30}(?:licen[cs]ed|creative commons)|disclaimer\s*(?::|$)|skip to\b|back to top\b|open (?:in|menu)\b|close(?: menu)?$|menu$|search$|home$|view (?:this post|gallery|all|more)\b|see all\b|show (?:more|less)$|next$|previous$"
    r"|(?:about|contact|write to) (?:us|the authors?)\b|got a (?:tip|story)\b|do you have (?:a story|information|a tip)\b|have a (?:tip|story)\b|(?:e-?mail|contact) .{0,40}\bat\b .{0,40}@|\d{1,2} min(?:ute)?s? read\b|reading time\b|estimated reading\b|this page\b.{0,40}(?:archived|updated)"
    r")",
    re.IGNORECASE,
)
_NAME = rf"(?!{MONTH}\s\d|{WEEKDAY}\b)[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄ][\w.'’-]{{0,30}}"
_BYLINE = re.compile(
    rf"^(?:By|BY|by|Text by|Von|Par|Por|Автор:)\s+{_NAME}(?:\s(?:{_NAME}|de|del|la|van|von|der|al|bin|da|dos)){{0,4}}(?:(?:,|\sand\b|\s&|\s\|).{{0,80}})?$"
)
_REPORTING = re.compile(
    r"^[(\[](?:additional )?(?:reporting|writing|editing|edited|compiled|translated) (?:and \w+ )?by\b", re.IGNORECASE
)
_COPYRIGHT_END = re.compile(r"\ball rights reserved\b\W*$", re.IGNORECASE)
_TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2}|GMT[+-]\d{1,2}))?)"
_DATE = (
    rf"(?:(?:{WEEKDAY}|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?,?\s+)?(?:{MONTH}\s{DAY}(?:st|nd|rd|th)?,?\s{YEAR}"
    rf"|{DAY}(?:st|nd|rd|th)?[\s-]{MONTH},?[\s-]{YEAR}|{YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
)
DATE_LINE = re.compile(
    rf"^\W{{0,2}}(?:(?:first |last )?(?:published|posted|updated|modified|created|issued|date|issue date|publi[ée] le|veröffentlicht|опубликовано)(?: on| at| am)?\s*:?\s*)?"
    rf"(?:{_TIME}[\s,|–-]+)?(?P<date>{_DATE})(?:[\s,|–-]*(?:at )?{_TIME})?(?P<rest>(?:\s*[|/·•–-].{{0,60}})?)\.?$",
    re.IGNORECASE,
)
_AGO_LINE = re.compile(
    rf"^(?:{_TIME}|(?:\d{{1,3}}|an?|one) (?:min(?:ute)?|hour|day|week|month)s? ago)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LineKind:
    """What a line is and why."""

    kind: str
    reason: str


def line_kind(text: str) -> LineKind | None:
    """Return what a line is by its own words: label, link, caption, furniture or dateline; None for all else."""
    if len(text) <= _LABEL_CHARS and _LABEL.match(text):
        return LineKind("label", "links")
    if len(text) <= _FURNITURE_CHARS:
        if len(text) <= 120 and DATE_LINE.match(text):
            return LineKind("dateline", "date line")
        if _AGO_LINE.match(text):
            return LineKind("furniture", "time stamp")
        if _UPPER_LABEL.match(text) or (_INLINE_LABEL.match(text) and not _is_prose_label(text)):
            return LineKind("link", "links")
    if len(text) <= _CAPTION_CHARS and (_CAPTION.match(text) or _CAPTION_END.search(text[-140:])):
        return LineKind("caption", "caption")
    if len(text) <= _FURNITURE_CHARS:
        if _REPORTING.match(text) or _BYLINE.match(text):
            return LineKind("furniture", "byline")
        if _COPYRIGHT_END.search(text) or _is_furniture(text):
            return LineKind("furniture", "page furniture")
    return None


def _is_prose_label(text: str) -> bool:
    """Return whether "Analysis: …" or the like opens a paragraph of prose rather than a link."""
    return text.count(". ") > 0


def _is_furniture(text: str) -> bool:
    return bool(_FURNITURE.match(text))
