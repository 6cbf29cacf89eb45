"""Function words by language: the data of `identify`. Written for this project; one string a language."""

from __future__ import annotations

FUNCTION_WORDS: dict[str, dict[str, str]] = {
    "latin": {
        "en": "the of and to in is was were that for on with as by at from it its he she his her they their this which "
        "has have had been be are not but or an who will would after about more than said also when into over no we you "
        "our i could should there what all out up if against between because during under",
        "fr": "le la les de des du et à en un une est sont que qui dans pour sur avec par au aux ce cette ces il elle ils "
        "ne pas plus son sa ses leur leurs été être avoir ont était mais ou où nous vous dont comme après entre selon "
        "contre l d qu s n c j y se fait aussi deux depuis",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine einer einem einen als auch es "
        "an werden aus er hat dass sie nach wird bei um noch wie über so zum haben nur oder aber vor zur bis mehr durch "
        "man sein wurde wurden sei gegen seine ihre war waren ich wir unter",
        "es": "el la los las de del y en que un una es por con para se no su al lo como más pero sus le ha este sí o "
        "porque esta entre cuando muy sin sobre también me hasta hay donde han quien desde todo nos durante fue son ser "
        "contra ante dos tras según era está",
        "it": "il lo la i gli le di del della dei delle e in un una che è per con non si da dal dalla al alla sono ha nel "
        "nella come anche più ma hanno su sul sulla o se suo sua questo questa tra dopo essere stato stata ai alle degli "
        "c l d un anni contro",
        "pt": "o a os as de do da dos das e em que um uma é por com para não se no na nos nas ao à mais como mas foi seu "
        "sua seus ou ser quando muito há já está eu também só pelo pela até isso ela entre era depois sem mesmo são têm "
        "contra após segundo",
        "nl": "de het een van en in is dat op te met voor niet zijn die aan er om ook als maar bij dan nog wordt door naar "
        "heeft hij uit over tot ze was werd worden hebben kan al hun zich of deze ik wij geen meer tegen tussen volgens",
        "pl": "i w na z do się nie że to jest o jak za po przez od dla są ale co czy tym przed oraz być był była jego jej "
        "ich który która które także już tylko może ma pod ze wobec przeciwko został zostali",
        "cs": "a v na se je že z do o s k za jako pro by ale podle jsou není jeho po byl byla byli tak které který která "
        "také už až od ve při nebo své však ze proti mezi před",
        "sk": "a v na sa je že z do o s k za ako pre by ale podľa sú nie jeho po bol bola boli tak ktoré ktorý ktorá tiež "
        "už až od vo pri alebo svoje však zo proti medzi pred",
        "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när under "
        "också efter eller hon sin nu mot vid ska skulle blev ut",
        "da": "og i at det som en på er af for med til den har de ikke om et han men var jeg fra vi så kan når under også "
        "efter eller hun sin nu mod ved skal ville blev ud",
        "no": "og i at det som en på er av for med til den har de ikke om et han men var jeg fra vi så kan når under også "
        "etter eller hun sin nå mot ved skal ville ble ut",
        "fi": "ja on ei se että hän oli ovat myös mukaan joka mutta kuin sen ole tai jotka kun ne hänen jo niin vain "
        "sekä jossa olivat ollut vuonna",
        "hu": "a az és hogy nem is egy meg ez azt csak de volt van már mint még lesz vagy ki el fel szerint ami aki után "
        "között magyar ezt",
        "ro": "și în de la a cu pe nu că o un este din care pentru să mai au fost sa prin dar sunt ce după între către "
        "ca al ale lui se iar asupra",
        "tr": "ve bir bu da de için ile olarak olan çok en daha gibi sonra kadar ancak ise ya göre dedi olduğunu karşı "
        "tarafından değil her",
        "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan oleh adalah telah ke sebagai juga mereka "
        "karena bahwa kepada kata ada bisa",
        "hr": "i u je na se da su za od s o kao a ne koji koja koje će bi iz što je li ili nije biti bio bila te samo "
        "prema nakon između",
        "sl": "in v je na se da so za od s o kot a ne ki bo bi iz kar ali ni biti bil bila tudi samo po med pa pri",
        "lt": "ir į kad su yra iš tai bet ne nuo buvo už apie po dėl tik bei taip pat kaip jo kurie",
        "lv": "un ir ka no ar uz par bet tas arī nav lai kas pēc pie viņš to bija kā gan",
        "et": "ja on et ei see ka oli kui ta mis aga oma kes nii selle olid pärast välja ning tema",
        "sq": "të e në dhe për me që një nga është së i nuk u ka si do më janë por",
        "ca": "el la els les de del i en que un una és per amb no es al com més però ha aquest aquesta també seva seu "
        "dels amb són",
        "vi": "của và là có được trong cho không với các một đã này người những từ đến ra khi",
        "sw": "na ya wa kwa ni katika za la hii kuwa cha kama alisema huo watu baada",
        "tl": "ang ng sa na mga at ay si ni para hindi ito nang may kay",
    },
    "cyrillic": {
        "ru": "и в не на что с по как это он его из за от о для к но был была были также после при они мы их который "
        "которые которая об же бы до или так уже только этом если со сообщил заявил",
        "uk": "і в не на що з по як це він його за від о для до але був була були також після при вони ми їх який які "
        "яка про та у й чи так вже тільки якщо зі або",
        "bg": "и в не на че с по като това той от за да се са е който които която към до но ще след при ги го има беше "
        "бе или си със във още",
        "sr": "и у је на се да су за од с о као а не који која које ће би из што или није бити био била само према "
        "након између",
        "mk": "и во не на дека со по како тоа тој од за да се е кој кои која до но ќе по при ги го има беше или",
        "be": "і ў не на што з па як гэта ён яго за ад для да але быў была былі таксама пасля яны мы іх які якія пра",
    },
}

CYRILLIC_LETTERS: dict[str, str] = {
    "ru": "ыэё",
    "uk": "їєґ",
    "be": "ў",
    "sr": "ђћљњџ",
    "mk": "ѓќѕ",
}
