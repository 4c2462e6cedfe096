#!/usr/bin/env python3
"""Makes a labelled test set for the detection of near-duplicate posts, and scores what was found.

usage: near-duplicates.py make POSTS OUT [PAIRS]   writes OUT/posts/*.md and OUT/labels.tsv
       near-duplicates.py score LABELS FOUND       FOUND: a TSV of doc_a, doc_b in any order

The posts may not be copied into the project, so the set is made anew from the folder of posts.
It holds all posts as they are, variants of 120 of them, and labels for pairs:

  same       one document is a copy or rewrite of the other
  different  not, though the two may share a story, a tail, an advertisement or a day
  part       related, but less than half of the longer text is shared: scored neither way

The same posts give the same set: every choice is a hash of names, never of the clock or of the
order of a folder. A post whose name has an even SHA-256 belongs with all its variants to the half
`tune`, the others to `test`; no pair crosses. PAIRS holds pairs of posts judged by reading
(default: tests/gold/near/pairs.tsv). Text that is added to variants is
made up here, or for some advertisements taken from the blog's hotel posts when the script runs.
"""
import collections
import dataclasses
import datetime
import hashlib
import html
import html.parser
import itertools
import pathlib
import re
import sys
from typing import Callable, Iterable, TypeVar

T = TypeVar("T")
Pair = tuple[str, str]
Row = tuple[str, str, str, str, str]  # doc_a, doc_b, label, kind, half

JUDGED = pathlib.Path(__file__).resolve().parent.parent / "tests/gold/near/pairs.tsv"
HALVES = ("tune", "test")
POSTS_PER_HALF = 60
MIN_LETTERS = 600  # shorter posts would be mostly tail once the tail is on
NEGATIVES_PER_POSITIVE = 3.2
FOLLOWING_DAYS = 3  # a variant appears 0 to 2 days after its post
HEADER = "doc_a\tdoc_b\tlabel\tkind\thalf"

TAIL = """
저작권자 ⓒ 한빛누리일보, 이 기사의 무단 전재와 재배포 및 인공지능 학습 이용을 금지합니다.
기사에 관한 문의와 제보는 누리기자 편집국 전자우편 desk@hanbitnuri.example 로 보내 주시기 바랍니다.
독자 여러분의 제보는 철저히 비밀이 보장되며 채택된 제보에는 소정의 사례를 드립니다.
한빛누리일보는 독자의 구독료로 만들어지는 신문이며 매일 아침 일곱 시에 새 소식을 전해 드립니다.
지금 정기 구독을 신청하시면 첫 달은 무료이고 언제든지 위약금 없이 해지하실 수 있습니다.
누리앱을 내려받으시면 속보 알림과 지역별 날씨, 오늘의 운세를 한눈에 보실 수 있습니다.
이 기사가 마음에 드셨다면 아래의 공감 단추를 누르고 가까운 분들과 나누어 주세요.
잘못된 내용을 발견하신 경우 고충처리인에게 알려 주시면 사흘 안에 답변을 드리겠습니다.
함께 읽으면 좋은 기사: 올가을 가 볼 만한 둘레길 열 곳, 전문가가 꼽은 제철 밥상 차리기.
많이 본 기사: 월급날 통장 관리법, 겨울 난방비를 줄이는 창문 단열, 초보를 위한 텃밭 달력.
누리 뉴스레터를 신청하시면 한 주의 주요 기사와 편집자의 뒷이야기를 금요일마다 보내 드립니다.
본지는 신문윤리강령과 그 실천 요강을 준수하며 댓글은 작성자의 의견으로 본지의 입장과 다를 수 있습니다.
""".strip().splitlines()

ADVERTISEMENTS = ["""
무릎이 시큰거려 계단이 두려우셨다면 이제 무릎편한플러스를 만나 보실 시간입니다.
국내산 우슬과 보스웰리아를 열두 시간 저온에서 우려내어 한 포에 고스란히 담았습니다.
하루 한 포, 물 없이도 간편하게 드실 수 있어 바쁜 아침에도 거르지 않게 됩니다.
누적 판매 삼십만 상자를 넘긴 고객 감사 행사로 이번 주까지만 반값에 모십니다.
두 상자를 사시면 한 상자를 더 드리고 전국 어디든 무료로 보내 드립니다.
석 달을 드신 김 모 고객은 산책길이 한결 가벼워졌다며 주변에 권하고 있다고 전했습니다.
식품안전 인증을 받은 공장에서 만들어 온 가족이 안심하고 드실 수 있습니다.
상담 전화는 오전 아홉 시부터 밤 열 시까지 열려 있으며 전문 상담원이 친절히 안내합니다.
지금 전화 주시는 선착순 백 분께는 휴대용 약통과 찜질팩을 함께 드립니다.
드셔 보시고 마음에 들지 않으시면 남은 상자는 이유를 묻지 않고 환불해 드립니다.
본 제품은 질병의 예방과 치료를 위한 의약품이 아니며 개인에 따라 차이가 있을 수 있습니다.
건강한 걸음을 다시 찾는 첫걸음, 망설이지 마시고 아래 주소에서 바로 신청하세요.
""", """
집을 팔지 않아도 목돈을 마련하는 길, 든든솔빛대출 비교 서비스가 찾아 드립니다.
휴대전화 번호와 주민등록 앞자리만 넣으면 마흔 곳 금융사의 한도와 금리를 일 분 만에 견줍니다.
조회만으로는 신용 점수에 아무런 영향이 없으니 마음 놓고 확인하셔도 됩니다.
직장인과 자영업자, 주부와 프리랜서까지 소득 형태에 맞는 상품을 골라 드립니다.
이미 쓰고 있는 대출도 더 낮은 이자로 갈아타면 한 해에 수십만 원을 아낄 수 있습니다.
지난달 이용 고객 열 명 가운데 여덟 명이 이자 부담을 덜었다고 답했습니다.
중도 상환 수수료 면제 행사는 이달 말까지이며 예산이 다하면 일찍 끝날 수 있습니다.
모든 상담은 등록된 모집인이 맡으며 수수료를 요구하는 일은 절대로 없습니다.
과도한 빚은 고통의 시작이며 대출 시 신용등급이 하락할 수 있음을 알려 드립니다.
앱을 처음 설치하신 분께는 커피 교환권 두 장을 문자로 보내 드립니다.
친구에게 추천하시면 추천하신 분과 친구 모두에게 현금처럼 쓰는 적립금을 드립니다.
복잡한 서류와 방문은 이제 그만, 손안에서 끝나는 대출 비교를 지금 시작하세요.
""", """
여름 방학 단 한 번의 기회, 새별영어캠프가 마지막 참가자 서른 명을 모집합니다.
원어민 선생님 한 분이 다섯 아이만 맡아 아침부터 저녁까지 영어로 놀고 배우게 합니다.
숲속 기숙사에는 간호 교사가 늘 머물며 세 끼 식단은 영양사가 직접 짭니다.
레벨 시험 결과에 따라 반을 나누므로 처음 배우는 아이도 주눅 들지 않습니다.
과학 실험과 연극, 요리 수업을 모두 영어로 진행해 교과서에 없는 표현을 익힙니다.
지난 기수 학부모 만족도 조사에서 백 점 만점에 아흔일곱 점을 받았습니다.
형제자매가 함께 등록하면 둘째부터 교육비의 이십 퍼센트를 깎아 드립니다.
매일 저녁 아이의 사진과 하루 기록을 학부모 전용 게시판에 올려 드립니다.
수료한 아이에게는 영어로 쓴 자기만의 책 한 권을 만들어 선물합니다.
등록금은 캠프 시작 일주일 전까지 전액 환불되니 일정이 바뀌어도 걱정 없습니다.
설명회는 매주 토요일 오후 두 시에 열리며 참석하신 모든 분께 단어 카드를 드립니다.
아이의 자신감이 자라는 두 주, 자리가 차기 전에 서둘러 신청해 주시기 바랍니다.
"""]
LODGINGS = 3  # further advertisements are that many posts of the blog's own for hotels
LODGING_MARK = "최저가 예약하기"  # the button that stands in each of those
AD_SHARES = (0.10, 0.20, 0.35, 0.60)  # of the length of the post

TITLE_ENDS = ("핵심만 모아 보기", "무슨 일이 있었나", "자세히 알아보기", "오늘의 쟁점 정리",
              "한눈에 보는 전말", "왜 주목받나", "다시 짚어 본 소식")
EXCERPTS = ("꼭 알아 두어야 할 내용을 차근차근 정리했습니다. 본문에서 자세히 확인해 보세요.",
            "많은 분이 궁금해하신 소식을 모았습니다. 끝까지 읽어 보시면 흐름이 보입니다.",
            "지금 가장 많이 찾는 이야기를 쉽게 풀어 드립니다. 놓치지 말고 살펴보시기 바랍니다.")

# Words for rewriting. A noun gives way to one that takes the same particles (both end in a vowel
# or both in a consonant), so that the sentence stays grammatical.
SYNONYMS = dict(line.split(">") for line in """
밝혔>전했|말했>이야기했|강조했>힘주어 말했|설명했>풀이했|발표했>공개했|지적했>짚었|비판했>꼬집었
전망>관측|예상>전망|예정>계획|상황>형국|사건>사안|우려>염려|문제>과제|결과>성과|관심>이목|협력>협업
논의>협의|진행>추진|확인>파악|피해>손해|증가>확대|감소>축소|사용>이용|방법>방안|변화>변동|사람들>시민들
참석했>참가했|참석하>참가하|이유는>까닭은|이유로>까닭으로|시작했>개시했|다양한>여러|중요한>핵심적인
심각한>중대한|강력한>단호한|새로운 >새 |많은 >적지 않은 |에 대한 >에 관한 |에 대해 >에 관해 |를 통해>를 거쳐
을 통해>을 거쳐|를 위해>를 위하여|을 위해>을 위하여|에 따르면>에 의하면|특히>무엇보다|또한>아울러
그러나>하지만|하지만>그러나|따라서>그러므로|이에 따라>이 때문에|최근 >근래 |현재 >지금 |이번 >이 |매우>무척
더욱>한층|계속 >꾸준히 |함께 >같이 |가장 >제일 |앞으로>향후|향후>앞으로|여전히>아직도|즉시>곧바로
결국>끝내|이미 >벌써 |크게 >대폭 |약 >대략 |필요합니다.>필요하다.|중요합니다.>중요하다.|해야 합니다.>해야 한다.
했습니다.>했다.|됩니다.>된다.|있습니다.>있다.|입니다.>이다.|였습니다.>였다.|었습니다.>었다.|았습니다.>았다.
했다.>했습니다.|된다.>됩니다.|있다.>있습니다.|이다.>입니다.|였다.>였습니다.|었다.>었습니다.|한다.>합니다.
""".strip().replace("\n", "|").split("|"))
SYNONYM = re.compile("|".join(map(re.escape, sorted(SYNONYMS, key=len, reverse=True))))


@dataclasses.dataclass(frozen=True)
class Sentence:
    text: str
    source: tuple[str, int] | None = None  # post and number of the sentence; None for added text
    letters: int = 0  # of the source, so that a changed sentence still counts as shared

    def with_text(self, text: str) -> "Sentence":
        return dataclasses.replace(self, text=text)


@dataclasses.dataclass(frozen=True)
class Block:
    tag: str  # p, h2, li or td
    sentences: tuple[Sentence, ...]


@dataclasses.dataclass
class Document:
    name: str
    base: tuple[str, ...]  # the posts it was made of
    kind: str  # "post" or the kind of variant
    blocks: list[Block]
    body: str = ""  # as written; empty: blocks are rendered
    title: str = ""
    excerpt: str = ""
    added: str = ""  # which advertisement or tail

    def letters(self) -> int:
        return sum(count_letters(s.text) for s in flat(self.blocks))


# ---- choices ---------------------------------------------------------------------------------


def draw(upto: int, *key: object) -> int:
    """A number in [0, upto) that depends on the key alone, on any machine and Python."""
    digest = hashlib.sha256("/".join(map(str, key)).encode()).hexdigest()
    return int(digest, 16) % upto


def shuffled(items: Iterable[T], *key: object) -> list[T]:
    return sorted(items, key=lambda item: (draw(1 << 64, *key, item), str(item)))


def shuffled_posts(posts: Iterable[Document], key: str) -> list[Document]:
    return sorted(posts, key=lambda d: draw(1 << 64, key, d.name))


def half_of(name: str) -> str:
    return HALVES[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


# ---- reading posts ---------------------------------------------------------------------------


def count_letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def flat(blocks: Iterable[Block]) -> list[Sentence]:
    return [s for block in blocks for s in block.sentences]


class BlockParser(html.parser.HTMLParser):
    """Cuts a body of HTML, Markdown or both into (tag, text)."""
    TAGS = {"h1": "h2", "h2": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "li": "li", "td": "td",
            "th": "td", "p": "p", "div": "p", "tr": "p", "ul": "p", "table": "p", "br": "p"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.tag, self.text = "p", ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.TAGS:
            self.flush()
            self.tag = self.TAGS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.TAGS:
            self.flush()
            self.tag = "p"

    def handle_data(self, data: str) -> None:
        lines = data.split("\n")
        self.text += lines[0]
        for line in lines[1:]:
            self.flush()
            self.text = line

    def flush(self) -> None:
        text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", self.text)  # images of Markdown
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)|\*\*|---[-|]*", r"\1", text)
        tag, text = self.tag, re.sub(r"\s+", " ", text).strip()
        for mark, marked_tag in (("#", "h2"), ("* ", "li"), ("- ", "li")):
            if text.startswith(mark):
                tag, text = marked_tag, text.lstrip("#*- ")
        if count_letters(text):
            self.found.append((tag, text))
        self.text = ""


def parse_body(name: str, body: str) -> list[Block]:
    parser = BlockParser()
    parser.feed(body)
    parser.close()
    parser.flush()
    numbers = itertools.count()
    return [Block(tag, tuple(Sentence(t, (name, next(numbers)), count_letters(t))
                             for t in re.split(r"(?<=[.!?])\s+(?=\S)", text)))
            for tag, text in parser.found]


def read_post(path: pathlib.Path) -> Document:
    body = path.read_text(encoding="utf8").split("---\n", 2)[2]  # after the front matter
    return Document(path.name, (path.name,), "post", parse_body(path.name, body), body)


# ---- rendering -------------------------------------------------------------------------------


def render_html(blocks: list[Block], encode: Callable[[str], str] = html.escape,
                between: str = " ") -> str:
    out = []
    for tag, run in itertools.groupby(blocks, key=lambda b: b.tag):
        texts = [between.join(encode(s.text) for s in block.sentences) for block in run]
        if tag == "td":
            rows = "".join(f"<tr><td>{t}</td></tr>\n" for t in texts)
            out.append(f"<table>\n{rows}</table>")
        elif tag == "li":
            out.append("<ul>\n" + "".join(f"<li>{t}</li>\n" for t in texts) + "</ul>")
        else:
            out += [f"<{tag}>{t}</{tag}>" for t in texts]
    return "\n\n".join(out) + "\n"


def render_markdown(blocks: list[Block], key: str) -> str:
    out = []
    for block in blocks:
        texts = [f"**{s.text}**" if block.tag == "p" and draw(6, key, "bold", i) == 0 else s.text
                 for i, s in enumerate(block.sentences)]
        out.append({"h2": "## ", "li": "* ", "td": "| "}.get(block.tag, "") + " ".join(texts) +
                   (" |" if block.tag == "td" else ""))
    return "\n\n".join(out) + "\n"


def render_entities(blocks: list[Block], key: str) -> str:
    """Every third letter or so as a decimal or hexadecimal reference, some blanks as &nbsp;."""
    def encode(text: str) -> str:
        out = []
        for i, c in enumerate(text):
            dice = draw(6, key, "entity", text, i)
            out.append("&nbsp;" if c == " " and dice == 0 else html.escape(c) if c.isspace()
                       else f"&#{ord(c)};" if dice == 0 else f"&#x{ord(c):X};" if dice == 1
                       else html.escape(c))
        return "".join(out)
    return render_html(blocks, encode)


def render_spaced(blocks: list[Block], key: str) -> str:
    """Lines broken anywhere, blanks doubled or wide, inline tags around words."""
    def encode(text: str) -> str:
        out = []
        for i, word in enumerate(text.split()):
            dice = draw(12, key, "space", text, i)
            word = html.escape(word)
            out.append(f'<span style="color: #333333;">{word}</span>' if dice == 0 else word)
            out.append({1: "\n", 2: "  ", 3: "\u3000", 4: "\u00a0"}.get(dice, " "))
        return "".join(out).strip()
    return render_html(blocks, encode, "<br />\n")


def write_document(doc: Document, folder: pathlib.Path) -> None:
    front = (f"---\ntitle: {doc.title}\ncategories:\n  - News\nexcerpt: >\n  {doc.excerpt}\n"
             f"feature_text: >\n  {doc.excerpt}\n---\n\n")
    (folder / doc.name).write_text(front + (doc.body or render_html(doc.blocks)), encoding="utf8")


# ---- variants --------------------------------------------------------------------------------


def map_sentences(blocks: list[Block],
                  change: Callable[[Sentence], Sentence | None]) -> list[Block]:
    """Blocks with each sentence changed or, for None, dropped; empty blocks go too."""
    changed = [Block(b.tag, tuple(t for s in b.sentences if (t := change(s)))) for b in blocks]
    return [b for b in changed if b.sentences]


def number_of(s: Sentence) -> int:
    assert s.source
    return s.source[1]


def edit_words(text: str, key: str) -> str:
    """Two neighbouring words swapped or one removed, never the verb at the end."""
    words = text.split()
    if len(words) < 5:
        return text
    at = draw(len(words) - 3, key, text)
    if draw(2, key, "swap", text):
        words[at], words[at + 1] = words[at + 1], words[at]
    else:
        del words[at]
    return " ".join(words)


def make_light(post: Document) -> list[Block]:
    """A few words swapped or removed, 1 to 3 numbers changed, 1 to 3 pairs of sentences swapped."""
    key = "light/" + post.name
    sentences = flat(post.blocks)
    long_ones = [number_of(s) for s in sentences if len(s.text.split()) >= 5]
    edited = set(shuffled(long_ones, key, "words")[:max(3, len(sentences) // 6)])
    with_number = [number_of(s) for s in sentences if re.search(r"\d", s.text)]
    renumbered = set(shuffled(with_number, key, "numbers")[:1 + draw(3, key, "numbers")])

    def change(s: Sentence) -> Sentence:
        text = edit_words(s.text, key) if number_of(s) in edited else s.text
        if number_of(s) in renumbered:
            text = re.sub(r"\d+", lambda m: str(int(m[0]) + 1 + draw(8, key, m[0])), text, count=1)
        return s.with_text(text)

    blocks = map_sentences(post.blocks, change)
    roomy = [i for i, b in enumerate(blocks) if len(b.sentences) >= 2]
    for i in shuffled(roomy, key, "order")[:1 + draw(3, key, "order")]:
        order = list(blocks[i].sentences)
        at = draw(len(order) - 1, key, "at", i)
        order[at], order[at + 1] = order[at + 1], order[at]
        blocks[i] = Block(blocks[i].tag, tuple(order))
    return blocks


def reword(text: str) -> str:
    return SYNONYM.sub(lambda m: SYNONYMS[m[0]], text)


def make_rewrite(post: Document) -> list[Block]:
    """A quarter of the sentences dropped, a quarter of the others in other words."""
    key = "rewrite/" + post.name
    numbers = shuffled([number_of(s) for s in flat(post.blocks)], key)
    dropped = set(numbers[:len(numbers) // 4])
    left = [s for s in flat(post.blocks) if number_of(s) not in dropped]
    can_change = [number_of(s) for s in left if reword(s.text) != s.text]
    changed = set(shuffled(can_change, key, "changed")[:round(len(left) / 4)])
    return map_sentences(post.blocks, lambda s: None if number_of(s) in dropped else s.with_text(
        reword(s.text) if number_of(s) in changed else s.text))


def make_excerpt(post: Document) -> list[Block]:
    """The beginning: 40 % (less than half, label part) or 65 % (label same).

    A cut at one half would put every label at the border.
    """
    limit = (0.40, 0.65)[draw(2, "excerpt", post.name)] * post.letters()
    read = itertools.accumulate((s.letters for s in flat(post.blocks)), initial=0)
    kept = {number_of(s) for s, before in zip(flat(post.blocks), read) if before < limit}
    return map_sentences(post.blocks, lambda s: s if number_of(s) in kept else None)


def added_text(lines: Iterable[str], limit: float) -> list[Block]:
    """Added lines up to a number of letters, three to a paragraph."""
    taken, letters = [], 0
    for line in lines:
        if letters < limit:
            taken.append(Sentence(line))
            letters += count_letters(line)
    return [Block("p", tuple(taken[i:i + 3])) for i in range(0, len(taken), 3)]


def make_ads(post: Document, lines: list[str]) -> list[Block]:
    share = AD_SHARES[draw(len(AD_SHARES), "share", post.name)]
    block = added_text(lines, share * post.letters())
    at = (0, len(post.blocks) // 2, len(post.blocks))[draw(3, "place", post.name)]
    return post.blocks[:at] + block + post.blocks[at:]


def make_markup(post: Document) -> str:
    render = (render_markdown, render_entities, render_spaced)[draw(3, "markup", post.name)]
    return render(post.blocks, post.name)


def companions(post: Document, others: list[Document]) -> list[Document]:
    """Two posts for a digest in which no post has half of the text."""
    for two in itertools.combinations(shuffled_posts(others, "digest/" + post.name)[:40], 2):
        lengths = [d.letters() for d in (post, *two)]
        if post not in two and max(lengths) < 0.45 * sum(lengths):
            return list(two)
    raise ValueError(f"{post.name}: no companions for a digest")


KINDS = ("copy", "light", "rewrite", "ads", "tail", "excerpt", "digest", "markup")
OFFSETS = (0, 1, 3, 6)  # four kinds a post; turned round, they bring nearly all kinds together


def make_variant(post: Document, kind: str, ads: list[list[str]],
                 others: list[Document]) -> Document:
    year, month, day, number = post.name.removesuffix(".md").split("-")
    date = datetime.date(int(year), int(month), int(day))
    date += datetime.timedelta(days=draw(FOLLOWING_DAYS, "day", kind, post.name))
    heading = next((s.text for b in post.blocks for s in b.sentences if b.tag == "h2"),
                   post.blocks[0].sentences[0].text)
    heading = " ".join(re.findall(r"\w+", heading)[:6])  # without what means something to YAML
    title = f"{heading} {TITLE_ENDS[draw(len(TITLE_ENDS), 'title', kind, post.name)]}"
    excerpt = EXCERPTS[draw(len(EXCERPTS), "excerpt", kind, post.name)]
    doc = Document(f"{date}-{kind}-{number}.md", post.base, kind, post.blocks, title=title,
                   excerpt=excerpt)
    if kind == "copy":
        doc.body = post.body
    elif kind == "light":
        doc.blocks = make_light(post)
    elif kind == "rewrite":
        doc.blocks = make_rewrite(post)
    elif kind == "ads":
        which = draw(len(ads), "ad", post.name)
        doc.blocks, doc.added = make_ads(post, ads[which]), f"ad{which}"
    elif kind == "tail":
        doc.blocks, doc.added = post.blocks + added_text(TAIL, 1 << 30), "tail"
    elif kind == "excerpt":
        doc.blocks = make_excerpt(post)
    elif kind == "digest":
        members = shuffled_posts([post, *companions(post, others)], "members/" + post.name)
        doc.base = tuple(m.name for m in members)
        doc.blocks = [b for m in members for b in m.blocks]
    elif kind == "markup":
        doc.body = make_markup(post)
    return doc


# ---- labels ----------------------------------------------------------------------------------


def shared_part(a: Document, b: Document) -> float:
    """Letters of the sentences that both took from posts, over the length of the longer."""
    in_a = {s.source: s.letters for s in flat(a.blocks) if s.source}
    in_b = {s.source for s in flat(b.blocks)}
    return sum(n for source, n in in_a.items() if source in in_b) / max(a.letters(), b.letters())


def related_rows(docs: list[Document]) -> list[Row]:
    """All pairs of documents that go back to one post, the post included."""
    of_post: dict[str, list[Document]] = collections.defaultdict(list)
    for doc in docs:
        for base in doc.base:
            of_post[base].append(doc)
    pairs = {(min(a.name, b.name), max(a.name, b.name)): (a, b)
             for family in of_post.values() for a, b in itertools.combinations(family, 2)}
    rows = []
    for (first, second), (a, b) in sorted(pairs.items()):
        kinds = {a.kind, b.kind} - {"post"}
        kind = kinds.pop() if "post" in (a.kind, b.kind) else "between"
        label = "same" if shared_part(a, b) >= 0.5 else "part"
        rows.append((first, second, label, kind, half_of(a.base[0])))
    return rows


def judged_rows(judged: dict[Pair, tuple[str, str]]) -> list[Row]:
    rows = []
    for (a, b), (label, sure) in sorted(judged.items()):
        if half_of(a) == half_of(b):
            scored = "part" if sure == "no" else "same" if label == "same" else "different"
            rows.append((a, b, scored, f"real-{label}", half_of(a)))
    return rows


def negative_rows(docs: list[Document], judged: dict[Pair, tuple[str, str]], half: str,
                  wanted: int, taken: set[Pair]) -> list[Row]:
    """Pairs with nothing in common that a detector may trip over, then any pairs up to `wanted`.

    Two posts that nobody judged count as different: all pairs that overlap at all were judged.
    """
    docs = sorted((d for d in docs if half_of(d.base[0]) == half), key=lambda d: d.name)

    def bases(a: Document, b: Document) -> list[Pair]:
        return [(min(x, y), max(x, y)) for x in a.base for y in b.base]

    def unlike(a: Document, b: Document) -> bool:
        """Neither of one post nor of posts that were judged to be the same or perhaps the same."""
        return not set(a.base) & set(b.base) and all(
            judged[p][0] != "same" and judged[p][1] == "yes" for p in bases(a, b) if p in judged)

    def story(a: Document, b: Document) -> bool:
        return any(p in judged and judged[p][0] == "story" for p in bases(a, b))

    # A pair is of the first kind that fits. A kind gets at most its share of what is wanted, so
    # that none stands for the whole.
    kinds: list[tuple[str, float, Callable[[Document, Document], bool]]] = [
        ("same-tail", 0.2, lambda a, b: a.added == b.added == "tail"),
        ("same-ad", 0.2, lambda a, b: a.added == b.added and a.added.startswith("ad")),
        ("same-story", 0.2, story),
        ("same-day", 0.3, lambda a, b: a.name[:10] == b.name[:10]),
        ("random", 1.0, lambda a, b: True),
    ]
    found: dict[str, list[Pair]] = collections.defaultdict(list)
    for a, b in itertools.combinations(docs, 2):
        if (a.name, b.name) not in taken and unlike(a, b):
            kind = next(kind for kind, _, fits in kinds if fits(a, b))
            found[kind].append((a.name, b.name))
    rows: list[Row] = []
    for kind, share, _ in kinds:
        room = min(wanted - len(rows), int(share * wanted))
        rows += [(a, b, "different", kind, half)
                 for a, b in shuffled(found[kind], kind)[:max(0, room)]]
    return rows


def read_tsv(path: str | pathlib.Path) -> list[list[str]]:
    lines = pathlib.Path(path).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines
            if line.strip() and not line.startswith(("#", "doc_a\t"))]


def make(posts_folder: str, out: str, pairs_file: str | pathlib.Path = JUDGED) -> None:
    posts = [read_post(p) for p in sorted(pathlib.Path(posts_folder).glob("*.md"))]
    judged = {(a, b): (label, sure) for a, b, label, sure in read_tsv(pairs_file)}
    folder = pathlib.Path(out) / "posts"
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder}: not empty; files of an earlier run would mix with the new ones")

    lodgings = shuffled_posts([p for p in posts if LODGING_MARK in p.body], "lodgings")[:LODGINGS]
    ads = [text.strip().splitlines() for text in ADVERTISEMENTS]
    ads += [[s.text for s in flat(p.blocks)] for p in lodgings]
    fit = [p for p in posts if p.letters() >= MIN_LETTERS and LODGING_MARK not in p.body]
    variants = []
    for half in HALVES:
        pool = shuffled_posts([p for p in fit if half_of(p.name) == half], "posts")
        for i, post in enumerate(pool[:POSTS_PER_HALF]):
            variants += [make_variant(post, KINDS[(i + step) % len(KINDS)], ads, pool)
                         for step in OFFSETS]
    for post in posts:
        (folder / post.name).write_bytes((pathlib.Path(posts_folder) / post.name).read_bytes())
    for doc in variants:
        write_document(doc, folder)

    rows = related_rows(posts + variants) + judged_rows(judged)
    # A hotel whose text was lent to advertisements shares text with them: never a negative.
    eligible = [d for d in posts + variants if d not in lodgings]
    for half in HALVES:
        of_half = [r for r in rows if r[4] == half]
        positives = sum(r[2] == "same" for r in of_half)
        negatives = sum(r[2] == "different" for r in of_half)
        wanted = round(NEGATIVES_PER_POSITIVE * positives) - negatives
        rows += negative_rows(eligible, judged, half, wanted, {(r[0], r[1]) for r in of_half})
    text = "\n".join([HEADER, *("\t".join(r) for r in sorted(rows))]) + "\n"
    (pathlib.Path(out) / "labels.tsv").write_text(text, encoding="utf8")
    counts = collections.Counter((r[4], r[3], r[2]) for r in rows)
    print(f"{len(posts)} posts, {len(variants)} variants, {len(rows)} pairs")
    for (half, kind, label), n in sorted(counts.items()):
        print(f"{half}\t{kind}\t{label}\t{n}")


# ---- scoring ---------------------------------------------------------------------------------


def score(labels_file: str, found_file: str) -> None:
    """Recall over `same`; precision over the found pairs that are labelled same or different.

    The negatives are a sample, so precision compares detectors; it is not that of all pairs.
    """
    def pair(a: str, b: str) -> Pair:
        first, second = sorted(pathlib.PurePath(x).name for x in (a, b))
        return first, second

    found = {pair(*row[:2]) for row in read_tsv(found_file)}
    tally: dict[Pair, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for a, b, label, kind, half in read_tsv(labels_file):
        hit = "found" if pair(a, b) in found else "missed"
        for group in ((half, kind), (half, "ALL"), ("both", "ALL")):
            tally[group][label] += 1
            tally[group][f"{label} {hit}"] += 1

    def ratio(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "-"

    print("half\tkind\tsame\tfound\trecall\tdifferent\tfound\tprecision\tpart\tfound")
    for (half, kind), n in sorted(tally.items(), key=lambda item: (item[0][0], item[0][1])):
        right, wrong = n["same found"], n["different found"]
        print(half, kind, n["same"], right, ratio(right, n["same"]), n["different"], wrong,
              ratio(right, right + wrong), n["part"], n["part found"], sep="\t")


def main(arguments: list[str]) -> None:
    if len(arguments) in (3, 4) and arguments[0] == "make":
        make(*arguments[1:])
    elif len(arguments) == 3 and arguments[0] == "score":
        score(*arguments[1:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
