// SPDX-License-Identifier: BSD-2-Clause
#include "init/devices.h"

#include <string.h>

/* Generic names, Devicetree Specification 2.2.2 and Linux's custom. */
const char *init_class(const struct dt_node *n)
{
	static const struct {
		const char *class, *names;
	} rows[] = {
		{ "network", " ethernet can wifi bluetooth mdio " },
		{ "storage", " mmc sdhci sd sdmmc sdio ufs ufshc sata ahci nand nand-controller "
			     "nvme flash " },
		{ "USB", " usb usb2 usb3 usb-phy " },
		{ "PCI", " pcie pci pcie-ep " },
		{ "serial", " serial uart " },
		{ "I2C and SPI", " i2c i3c spi qspi " },
		{ "display and graphics", " gpu display display-controller dsi hdmi lcdc vop "
					  "display-subsystem dp edp vpu video-codec npu " },
		{ "camera and video", " camera csi isp video jpegdec jpegenc vin iep rga "
				      "image-processor " },
		{ "audio", " i2s sound audio audio-controller spdif codec sai asrc pdm " },
		{ "DMA", " dma dma-controller dmac " },
		{ "timers", " timer pwm watchdog rtc " },
		{ "GPIO", " gpio pinctrl " },
		{ "security", " crypto rng trng efuse otp nvmem " },
		{ "sensors and analogue", " adc saradc tsadc thermal-sensor thermal " },
		{ "clocks, power and resets", " clock-controller power-controller "
					      "reset-controller syscon system-controller power "
					      "clock reset " },
		{ "PHYs", " phy usbphy combphy mipi-phy " },
	};
	size_t len = strcspn(n->name, "@");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *s = rows[i].names;

		while ((s = memmem(s, strlen(s), n->name, len)) && len) {
			if (s[-1] == ' ' && s[len] == ' ')
				return rows[i].class;
			s += len;
		}
	}
	return "other";
}
